-- min_compatible: 1
-- What scoped lists of households walk; kind 1 registered, 2 living, 3 both.
CREATE TABLE IF NOT EXISTS household_scope (
  division BIGINT NOT NULL,
  household_id BINARY(16) NOT NULL,
  kind TINYINT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  other_division BIGINT NOT NULL,
  PRIMARY KEY (division, household_id, kind, valid_from, rec_from),
  KEY by_owner (household_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
