-- min_compatible: 1
CREATE TABLE IF NOT EXISTS identity_document (
  person_id BINARY(16) NOT NULL,
  kind TINYINT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  number_enc VARBINARY(128) NOT NULL,
  number_index BINARY(16) NOT NULL,
  PRIMARY KEY (person_id, kind, valid_from, rec_from),
  KEY by_number (number_index, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
