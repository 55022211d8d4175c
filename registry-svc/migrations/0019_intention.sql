-- min_compatible: 1
-- Roots.
CREATE TABLE IF NOT EXISTS intention (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  person_id BINARY(16) NOT NULL,
  kind TINYINT NOT NULL,
  occupations VARCHAR(64) NOT NULL,
  place TINYINT NOT NULL,
  wage_min_fen BIGINT NOT NULL,
  no_shifts TINYINT NOT NULL,
  care_duty TINYINT NOT NULL,
  course VARCHAR(32) NOT NULL,
  source VARCHAR(100) NOT NULL,
  withdrawn_for TINYINT NOT NULL,
  PRIMARY KEY (id),
  KEY by_person (person_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
