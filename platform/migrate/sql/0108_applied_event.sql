-- min_compatible: 1
CREATE TABLE IF NOT EXISTS applied_event (
  source VARCHAR(64) NOT NULL,
  aggregate VARCHAR(160) NOT NULL,
  partition_no INT NOT NULL,
  epoch BINARY(16) NOT NULL,
  event_id BINARY(16) NOT NULL,
  parked BOOLEAN NOT NULL,
  PRIMARY KEY (source, aggregate),
  KEY applied_event_partition (source, partition_no, aggregate)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
