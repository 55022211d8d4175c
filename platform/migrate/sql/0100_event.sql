-- min_compatible: 1
CREATE TABLE IF NOT EXISTS event (
  event_id BINARY(16) NOT NULL,
  partition_no INT NOT NULL,
  aggregate VARCHAR(160) NOT NULL,
  version BIGINT NOT NULL,
  type VARCHAR(120) NOT NULL,
  payload MEDIUMBLOB NOT NULL,
  civil_day DATE NOT NULL,
  reach BLOB NOT NULL,
  trace VARCHAR(64) NOT NULL,
  PRIMARY KEY (event_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
