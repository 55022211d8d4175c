-- min_compatible: 1
-- Roots. One household per number of the poverty office.
CREATE TABLE IF NOT EXISTS household (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  number VARCHAR(20) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY by_number (number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
