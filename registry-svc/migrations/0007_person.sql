-- min_compatible: 1
-- Roots. What has no valid time stands here; everything else is a history of its own.
CREATE TABLE IF NOT EXISTS person (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  merged_into BINARY(16) NULL,
  phone_enc VARBINARY(255) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
