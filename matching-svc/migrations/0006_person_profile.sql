-- min_compatible: 1
-- Copies of the registry's persons, kept by its feed: no more than the rules read. Skills are "6-04-02-01:2,SEWING:1",
-- code and source.
CREATE TABLE IF NOT EXISTS person_profile (
  person_id BINARY(16) NOT NULL,
  register_div BIGINT NOT NULL,
  residence_div BIGINT NOT NULL,
  birth DATE NOT NULL,
  sex TINYINT NOT NULL,
  education TINYINT NOT NULL,
  capability TINYINT NOT NULL,
  needs_support TINYINT NOT NULL,
  care_duty TINYINT NOT NULL,
  retires_at_50 TINYINT NOT NULL,
  last_wage_fen BIGINT NOT NULL,
  skills VARCHAR(1000) NOT NULL,
  household_id BINARY(16) NULL,
  PRIMARY KEY (person_id),
  KEY by_household (household_id, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
