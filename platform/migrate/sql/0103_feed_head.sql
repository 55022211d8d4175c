-- min_compatible: 1
CREATE TABLE IF NOT EXISTS feed_head (
  partition_no INT NOT NULL,
  last_seq BIGINT NOT NULL,
  lease_owner BINARY(16) NOT NULL,
  lease_until DATETIME(6) NOT NULL,
  PRIMARY KEY (partition_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
