-- min_compatible: 1
-- Roots. Money that is to come back, from its notice to its receipt.
CREATE TABLE IF NOT EXISTS clawback (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  claim_id BINARY(16) NOT NULL,
  claim_line_id BINARY(16) NOT NULL,
  pay_item_id BINARY(16) NOT NULL,
  budget_line_id BINARY(16) NOT NULL,
  reason SMALLINT NOT NULL,
  state TINYINT NOT NULL,
  due_back_fen BIGINT NOT NULL,
  received_fen BIGINT NOT NULL,
  opened_on DATE NOT NULL,
  noticed_on DATE NULL,
  answer_until DATE NULL,
  decided_on DATE NULL,
  PRIMARY KEY (id),
  KEY by_item (pay_item_id, id),
  KEY by_state (state, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
