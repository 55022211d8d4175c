-- min_compatible: 1
-- Skills by word, with a zero certificate, and by certificate.
CREATE TABLE IF NOT EXISTS skill (
  person_id BINARY(16) NOT NULL,
  code VARCHAR(32) NOT NULL,
  certificate BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  level TINYINT NULL,
  PRIMARY KEY (person_id, code, certificate, valid_from, rec_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
