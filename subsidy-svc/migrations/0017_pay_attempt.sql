-- min_compatible: 1
-- A payment is unique by its line and attempt, and by what the bank calls it.
CREATE TABLE IF NOT EXISTS pay_attempt (
  claim_line_id BINARY(16) NOT NULL,
  attempt INT NOT NULL,
  pay_item_id BINARY(16) NOT NULL,
  end_to_end VARCHAR(35) NOT NULL,
  payee_account_id BINARY(16) NOT NULL,
  amount_fen BIGINT NOT NULL,
  pay_batch_id BINARY(16) NULL,
  seq INT NULL,
  result_code VARCHAR(16) NULL,
  result_on DATE NULL,
  PRIMARY KEY (claim_line_id, attempt),
  UNIQUE KEY by_end_to_end (end_to_end),
  UNIQUE KEY by_place (pay_batch_id, seq),
  KEY by_item (pay_item_id, attempt)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
