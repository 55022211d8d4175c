-- min_compatible: 1
-- The class and aid of a person's household by days, through every household that counted the person: what
-- counts is the class on the day of entitlement. The last day is inclusive.
CREATE TABLE IF NOT EXISTS person_class_fact (
  person_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  class TINYINT NOT NULL,
  aid TINYINT NOT NULL,
  risk_cleared_on DATE NULL,
  PRIMARY KEY (person_id, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
