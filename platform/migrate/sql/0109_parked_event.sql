-- min_compatible: 1
CREATE TABLE IF NOT EXISTS parked_event (
  source VARCHAR(64) NOT NULL,
  aggregate VARCHAR(160) NOT NULL,
  event_id BINARY(16) NOT NULL,
  partition_no INT NOT NULL,
  seq BIGINT NOT NULL,
  kind INT NOT NULL,
  version BIGINT NOT NULL,
  type VARCHAR(120) NOT NULL,
  payload MEDIUMBLOB NOT NULL,
  civil_day DATE NOT NULL,
  reach BLOB NOT NULL,
  trace VARCHAR(64) NOT NULL,
  gone BOOLEAN NOT NULL,
  tries INT NOT NULL,
  reason VARCHAR(80) NOT NULL,
  parked_time DATETIME(6) NOT NULL,
  PRIMARY KEY (source, aggregate, event_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
