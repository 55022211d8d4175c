-- min_compatible: 1
-- What events have said of a person.
CREATE TABLE IF NOT EXISTS person_standing (
  person_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  presence TINYINT NOT NULL,
  contact TINYINT NOT NULL,
  activity TINYINT NOT NULL,
  wish TINYINT NOT NULL,
  PRIMARY KEY (person_id, valid_from, rec_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
