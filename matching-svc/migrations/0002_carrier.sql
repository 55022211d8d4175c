-- min_compatible: 1
-- Roots. Heads are counted from hires, never typed.
CREATE TABLE IF NOT EXISTS carrier (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  kind TINYINT NOT NULL,
  display_name VARCHAR(100) NOT NULL,
  division BIGINT NOT NULL,
  site VARCHAR(200) NOT NULL,
  enterprise_id BINARY(16) NULL,
  relocation_site VARCHAR(32) NOT NULL,
  walk_metres INT NOT NULL,
  state TINYINT NOT NULL,
  recognised_on DATE NULL,
  review_on DATE NULL,
  withdrawn_on DATE NULL,
  withdraw_reason VARCHAR(200) NOT NULL,
  PRIMARY KEY (id),
  KEY by_division (division, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
