-- min_compatible: 1
-- Work by days, from the registry.
CREATE TABLE IF NOT EXISTS spell_fact (
  spell_id BINARY(16) NOT NULL,
  last_event BINARY(16) NOT NULL,
  person_id BINARY(16) NOT NULL,
  employer_id BINARY(16) NULL,
  form TINYINT NOT NULL,
  work_division BIGINT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  contract_months INT NOT NULL,
  verified TINYINT NOT NULL,
  gone TINYINT NOT NULL,
  PRIMARY KEY (spell_id),
  KEY by_person (person_id, valid_from),
  KEY by_employer (employer_id, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
