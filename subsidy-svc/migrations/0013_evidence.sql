-- min_compatible: 1
-- What was shown for a claim: where it is kept and the digest of its bytes.
CREATE TABLE IF NOT EXISTS evidence (
  claim_id BINARY(16) NOT NULL,
  id BINARY(16) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  reference VARCHAR(200) NOT NULL,
  digest BINARY(32) NOT NULL,
  added_by VARCHAR(100) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (claim_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
