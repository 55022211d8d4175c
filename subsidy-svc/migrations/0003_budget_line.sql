-- min_compatible: 1
-- Roots: the row that every posting and every queue of a fund and year locks.
CREATE TABLE IF NOT EXISTS budget_line (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  fund VARCHAR(32) NOT NULL,
  fund_year INT NOT NULL,
  appropriated_fen BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY by_fund (fund, fund_year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
