-- min_compatible: 1
-- The registry's persons as entitlement needs them, kept by the feed. Disability is sealed.
CREATE TABLE IF NOT EXISTS person_fact (
  person_id BINARY(16) NOT NULL,
  last_event BINARY(16) NOT NULL,
  birth DATE NOT NULL,
  sex TINYINT NOT NULL,
  upper_age_base TINYINT NULL,
  household_id BINARY(16) NULL,
  register_division BIGINT NOT NULL,
  residence_division BIGINT NOT NULL,
  student TINYINT NOT NULL,
  veteran TINYINT NOT NULL,
  disability_enc VARBINARY(64) NOT NULL,
  death_on DATE NULL,
  merged_into BINARY(16) NULL,
  gone TINYINT NOT NULL,
  PRIMARY KEY (person_id),
  KEY by_household (household_id, person_id),
  KEY by_register (register_division, person_id),
  KEY by_residence (residence_division, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
