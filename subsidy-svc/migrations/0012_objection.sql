-- min_compatible: 1
-- Named or anonymous. What was written may name people, so it is sealed.
CREATE TABLE IF NOT EXISTS objection (
  claim_id BINARY(16) NOT NULL,
  id BINARY(16) NOT NULL,
  objector VARCHAR(100) NULL,
  text_enc VARBINARY(2200) NOT NULL,
  raised_on DATE NOT NULL,
  upheld TINYINT NULL,
  settled_by VARCHAR(100) NULL,
  settled_on DATE NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (claim_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
