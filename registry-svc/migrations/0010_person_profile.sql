-- min_compatible: 1
-- Health and disability are sealed; what others need of them is the flag.
CREATE TABLE IF NOT EXISTS person_profile (
  person_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  education TINYINT NOT NULL,
  capability TINYINT NOT NULL,
  health_enc VARBINARY(64) NOT NULL,
  needs_support TINYINT NOT NULL,
  veteran TINYINT NOT NULL,
  hukou TINYINT NOT NULL,
  retirement TINYINT NOT NULL,
  left_school_on DATE NULL,
  barriers BIGINT NOT NULL,
  PRIMARY KEY (person_id, valid_from, rec_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
