-- min_compatible: 1
-- Roots. The digest is of the file that the signers sign.
CREATE TABLE IF NOT EXISTS pay_batch (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  number VARCHAR(35) NOT NULL,
  budget_line_id BINARY(16) NOT NULL,
  state TINYINT NOT NULL,
  creator VARCHAR(100) NOT NULL,
  creator_person BINARY(16) NOT NULL,
  item_count INT NOT NULL,
  total_fen BIGINT NOT NULL,
  digest BINARY(32) NOT NULL,
  file_date DATE NOT NULL,
  sent_on DATE NULL,
  answer_until DATE NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY by_number (number),
  KEY by_state (state, id),
  KEY by_line (budget_line_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
