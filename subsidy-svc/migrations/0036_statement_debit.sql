-- min_compatible: 1
-- What the bank debited on a day of each batch: a batch is matched over its days when a difference is explained.
CREATE TABLE IF NOT EXISTS statement_debit (
  reconciliation_id BINARY(16) NOT NULL,
  batch_number VARCHAR(35) NOT NULL,
  bank_fen BIGINT NOT NULL,
  PRIMARY KEY (reconciliation_id, batch_number),
  KEY by_batch (batch_number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
