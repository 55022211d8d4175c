-- min_compatible: 1
CREATE TABLE IF NOT EXISTS feed_epoch (
  id INT NOT NULL,
  epoch BINARY(16) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
