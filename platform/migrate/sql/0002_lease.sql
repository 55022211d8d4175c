-- min_compatible: 1
CREATE TABLE IF NOT EXISTS lease (
  name VARCHAR(64) NOT NULL,
  owner BINARY(16) NOT NULL,
  held_until DATETIME(6) NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
