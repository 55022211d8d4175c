-- min_compatible: 1
CREATE TABLE IF NOT EXISTS feed_lease (
  source VARCHAR(64) NOT NULL,
  owner BINARY(16) NOT NULL,
  valid_until DATETIME(6) NOT NULL,
  PRIMARY KEY (source)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
