-- min_compatible: 1
-- Roots.
CREATE TABLE IF NOT EXISTS certificate (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  class_id BINARY(16) NOT NULL,
  enrolment_id BINARY(16) NOT NULL,
  person_id BINARY(16) NOT NULL,
  number VARCHAR(20) NOT NULL,
  verify_code VARCHAR(8) NOT NULL,
  kind TINYINT NOT NULL,
  occupation VARCHAR(10) NOT NULL,
  issuer_uscc VARCHAR(18) NOT NULL,
  issued_on DATE NOT NULL,
  state TINYINT NOT NULL,
  revoke_reason VARCHAR(200) NOT NULL,
  revoked_on DATE NULL,
  PRIMARY KEY (id),
  UNIQUE KEY by_number (number),
  UNIQUE KEY by_enrolment (enrolment_id),
  KEY by_class (class_id, id),
  KEY by_person (person_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
