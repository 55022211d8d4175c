-- min_compatible: 1
-- Roots. A code is never given twice; a repealed version still replays its decisions.
CREATE TABLE IF NOT EXISTS policy_version (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  policy VARCHAR(16) NOT NULL,
  code VARCHAR(32) NOT NULL,
  state TINYINT NOT NULL,
  in_force_from DATE NOT NULL,
  in_force_to DATE NOT NULL,
  effective_on DATE NOT NULL,
  document VARCHAR(200) NOT NULL,
  drafter VARCHAR(100) NOT NULL,
  approver VARCHAR(100) NULL,
  approved_at DATETIME(6) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY by_code (code),
  KEY by_policy (policy, state, in_force_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
