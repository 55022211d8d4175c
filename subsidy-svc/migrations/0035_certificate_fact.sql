-- min_compatible: 1
-- Certificates, from training. A revoked one stays, marked.
CREATE TABLE IF NOT EXISTS certificate_fact (
  certificate_id BINARY(16) NOT NULL,
  last_event BINARY(16) NOT NULL,
  person_id BINARY(16) NOT NULL,
  class_id BINARY(16) NULL,
  occupation VARCHAR(40) NOT NULL,
  level VARCHAR(16) NOT NULL,
  issued_on DATE NOT NULL,
  revoked TINYINT NOT NULL,
  PRIMARY KEY (certificate_id),
  KEY by_person (person_id, issued_on),
  KEY by_class (class_id, person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
