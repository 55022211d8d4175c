-- min_compatible: 1
CREATE TABLE IF NOT EXISTS event_pending (
  partition_no INT NOT NULL,
  event_id BINARY(16) NOT NULL,
  PRIMARY KEY (partition_no, event_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
