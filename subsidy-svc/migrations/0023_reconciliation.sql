-- min_compatible: 1
-- Roots. One for each day of an account of ours, which is no person's.
CREATE TABLE IF NOT EXISTS reconciliation (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  account VARCHAR(40) NOT NULL,
  statement_day DATE NOT NULL,
  digest BINARY(32) NOT NULL,
  ledger_fen BIGINT NOT NULL,
  bank_fen BIGINT NOT NULL,
  open_count INT NOT NULL,
  actor VARCHAR(100) NOT NULL,
  actor_person BINARY(16) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY by_day (account, statement_day),
  KEY by_open (open_count, statement_day, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
