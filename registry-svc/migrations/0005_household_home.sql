-- min_compatible: 1
CREATE TABLE IF NOT EXISTS household_home (
  household_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  register_division BIGINT NOT NULL,
  residence_division BIGINT NOT NULL,
  relocated TINYINT NOT NULL,
  site VARCHAR(100) NOT NULL,
  PRIMARY KEY (household_id, valid_from, rec_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
