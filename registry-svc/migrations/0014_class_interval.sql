-- min_compatible: 1
-- What the rosters read: every person's days, cut wherever a roster may change its mind. Both
-- indexes cover counts and walks. `listed` keeps the rows that no roster can show out of the way;
-- `elsewhere` marks people who live elsewhere than they are registered, the only ones whom the
-- second index must find.
CREATE TABLE IF NOT EXISTS class_interval (
  person_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  listed TINYINT NOT NULL,
  elsewhere TINYINT NOT NULL,
  class TINYINT NOT NULL,
  verified TINYINT NOT NULL,
  base TINYINT NOT NULL,
  school_leaver TINYINT NOT NULL,
  household_class TINYINT NOT NULL,
  register_division BIGINT NOT NULL,
  residence_division BIGINT NOT NULL,
  PRIMARY KEY (person_id, valid_from, rec_from),
  KEY by_register (listed, register_division, person_id, valid_from, rec_from, valid_to, rec_to,
                   base, school_leaver, class, verified, household_class, residence_division),
  KEY by_residence (elsewhere, residence_division, person_id, valid_from, rec_from, valid_to,
                    rec_to, listed, base, school_leaver, class, verified, household_class,
                    register_division)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
