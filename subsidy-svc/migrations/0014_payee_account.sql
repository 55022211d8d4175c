-- min_compatible: 1
-- Roots. Number and holder are sealed; the index finds a number without opening it.
CREATE TABLE IF NOT EXISTS payee_account (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  payee_kind TINYINT NOT NULL,
  payee_id BINARY(16) NOT NULL,
  register_division BIGINT NOT NULL,
  residence_division BIGINT NOT NULL,
  number_kind TINYINT NOT NULL,
  number_enc VARBINARY(128) NOT NULL,
  number_index BINARY(16) NOT NULL,
  number_tail CHAR(4) NOT NULL,
  holder_enc VARBINARY(320) NOT NULL,
  holder_is_payee TINYINT NOT NULL,
  cnaps CHAR(12) NOT NULL,
  verified_on DATE NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  PRIMARY KEY (id),
  KEY by_payee (payee_id, valid_to, id),
  KEY by_number (number_index, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
