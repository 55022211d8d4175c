-- min_compatible: 1
-- Never changed. The same key is the same posting; an entry is reversed at most once.
CREATE TABLE IF NOT EXISTS ledger_entry (
  id BINARY(16) NOT NULL,
  entry_key VARCHAR(120) NOT NULL,
  budget_line_id BINARY(16) NOT NULL,
  event TINYINT NOT NULL,
  subject VARCHAR(100) NOT NULL,
  reverses BINARY(16) NULL,
  entry_day DATE NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY by_key (entry_key),
  UNIQUE KEY by_reversed (reverses),
  KEY by_line (budget_line_id, id),
  KEY by_subject (subject, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
