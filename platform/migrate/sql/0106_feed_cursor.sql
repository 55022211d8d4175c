-- min_compatible: 1
CREATE TABLE IF NOT EXISTS feed_cursor (
  source VARCHAR(64) NOT NULL,
  partition_no INT NOT NULL,
  epoch BINARY(16) NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (source, partition_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
