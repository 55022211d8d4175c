-- min_compatible: 1
-- The kind and the person stand here too, for the rosters: neither ever changes.
CREATE TABLE IF NOT EXISTS intention_state (
  intention_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  state TINYINT NOT NULL,
  kind TINYINT NOT NULL,
  person_id BINARY(16) NOT NULL,
  PRIMARY KEY (intention_id, valid_from, rec_from),
  KEY by_person (person_id, intention_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
