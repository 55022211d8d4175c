-- min_compatible: 1
-- The row that is locked for a number: who has it, and whether another person brought it too.
CREATE TABLE IF NOT EXISTS identity_claim (
  number_index BINARY(16) NOT NULL,
  person_id BINARY(16) NOT NULL,
  state TINYINT NOT NULL,
  PRIMARY KEY (number_index)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
