-- min_compatible: 1
-- The bytes that go to the bank, sealed. A corrected file is a new revision; none is changed.
CREATE TABLE IF NOT EXISTS pay_file (
  pay_batch_id BINARY(16) NOT NULL,
  revision INT NOT NULL,
  content_enc MEDIUMBLOB NOT NULL,
  digest BINARY(32) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (pay_batch_id, revision)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
