-- min_compatible: 1
-- Two people sign a revision, neither of them twice.
CREATE TABLE IF NOT EXISTS batch_signature (
  pay_batch_id BINARY(16) NOT NULL,
  revision INT NOT NULL,
  signer_person BINARY(16) NOT NULL,
  signer VARCHAR(100) NOT NULL,
  place TINYINT NOT NULL,
  digest BINARY(32) NOT NULL,
  signature VARBINARY(128) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (pay_batch_id, revision, signer_person),
  UNIQUE KEY by_place (pay_batch_id, revision, place)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
