-- min_compatible: 1
-- One payee for a number: written with the account; a second payee finds the row taken.
CREATE TABLE IF NOT EXISTS account_claim (
  number_index BINARY(16) NOT NULL,
  payee_kind TINYINT NOT NULL,
  payee_id BINARY(16) NOT NULL,
  PRIMARY KEY (number_index)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
