-- min_compatible: 1
-- Balances, changed with each posting under the budget line's lock. Kind 1 is the treasury.
CREATE TABLE IF NOT EXISTS ledger_account (
  budget_line_id BINARY(16) NOT NULL,
  kind TINYINT NOT NULL,
  balance_fen BIGINT NOT NULL,
  PRIMARY KEY (budget_line_id, kind),
  CONSTRAINT ledger_account_not_negative CHECK (kind = 1 OR balance_fen >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
