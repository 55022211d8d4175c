-- min_compatible: 1
-- The bank's files that were taken in: the same bytes again change nothing.
CREATE TABLE IF NOT EXISTS result_absorbed (
  pay_batch_id BINARY(16) NOT NULL,
  digest BINARY(32) NOT NULL,
  kind TINYINT NOT NULL,
  file_day DATE NULL,
  paid_count INT NOT NULL,
  returned_count INT NOT NULL,
  contradicted_count INT NOT NULL,
  actor VARCHAR(100) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (pay_batch_id, digest)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
