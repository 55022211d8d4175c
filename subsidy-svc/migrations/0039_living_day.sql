-- min_compatible: 1
-- The days that live LIVING claims pay: each once for a person, whichever claim was decided first.
CREATE TABLE IF NOT EXISTS living_day (
  person_id BINARY(16) NOT NULL,
  paid_on DATE NOT NULL,
  claim_id BINARY(16) NOT NULL,
  PRIMARY KEY (person_id, paid_on),
  KEY by_claim (claim_id, paid_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
