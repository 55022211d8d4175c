-- min_compatible: 1
-- When each state was entered and left: what timeliness is counted from.
CREATE TABLE IF NOT EXISTS claim_stage (
  claim_id BINARY(16) NOT NULL,
  stage_no INT NOT NULL,
  state TINYINT NOT NULL,
  entered_on DATE NOT NULL,
  entered_at DATETIME(6) NOT NULL,
  deadline DATE NULL,
  left_on DATE NULL,
  left_at DATETIME(6) NULL,
  PRIMARY KEY (claim_id, stage_no),
  KEY by_state (state, entered_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
