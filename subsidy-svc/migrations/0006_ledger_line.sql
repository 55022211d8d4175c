-- min_compatible: 1
-- Sums to zero within an entry.
CREATE TABLE IF NOT EXISTS ledger_line (
  entry_id BINARY(16) NOT NULL,
  account_kind TINYINT NOT NULL,
  amount_fen BIGINT NOT NULL,
  PRIMARY KEY (entry_id, account_kind)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
