-- min_compatible: 1
-- A person's household: a fact of the person, so that nobody is counted in two on one day.
CREATE TABLE IF NOT EXISTS household_member (
  person_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  household_id BINARY(16) NOT NULL,
  relation TINYINT NOT NULL,
  PRIMARY KEY (person_id, valid_from, rec_from),
  KEY by_household (household_id, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
