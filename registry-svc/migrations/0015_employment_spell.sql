-- min_compatible: 1
-- One row per version of a spell; the version now believed has the open rec_to.
CREATE TABLE IF NOT EXISTS employment_spell (
  person_id BINARY(16) NOT NULL,
  spell_id BINARY(16) NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  form TINYINT NOT NULL,
  carrier_kind TINYINT NOT NULL,
  employer BINARY(16) NULL,
  employer_name VARCHAR(100) NOT NULL,
  carrier BINARY(16) NULL,
  work_division BIGINT NOT NULL,
  occupation VARCHAR(12) NOT NULL,
  end_reason TINYINT NOT NULL,
  contract TINYINT NOT NULL,
  contract_months INT NOT NULL,
  wage_fen BIGINT NOT NULL,
  insured_months INT NOT NULL,
  flex_days INT NOT NULL,
  flex_income_fen BIGINT NOT NULL,
  state TINYINT NOT NULL,
  evidence TINYINT NOT NULL,
  verified_by VARCHAR(100) NOT NULL,
  source BINARY(16) NULL,
  PRIMARY KEY (person_id, spell_id, rec_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
