-- min_compatible: 1
-- What scoped lists of persons walk; kind 1 registered, 2 living, 3 both.
CREATE TABLE IF NOT EXISTS person_scope (
  division BIGINT NOT NULL,
  person_id BINARY(16) NOT NULL,
  kind TINYINT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  other_division BIGINT NOT NULL,
  PRIMARY KEY (division, person_id, kind, valid_from, rec_from),
  KEY by_owner (person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
