-- min_compatible: 1
CREATE TABLE IF NOT EXISTS person_identity (
  person_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  name VARCHAR(50) NOT NULL,
  sex TINYINT NOT NULL,
  birth DATE NOT NULL,
  book_sex TINYINT NULL,
  book_birth DATE NULL,
  ethnic_group TINYINT NOT NULL,
  PRIMARY KEY (person_id, valid_from, rec_from),
  KEY by_name (name, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
