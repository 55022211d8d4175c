-- min_compatible: 1
-- A household's class and aid by days: what counts is the class on the day of entitlement.
CREATE TABLE IF NOT EXISTS household_fact (
  household_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  last_event BINARY(16) NOT NULL,
  class TINYINT NOT NULL,
  aid TINYINT NOT NULL,
  risk_cleared_on DATE NULL,
  PRIMARY KEY (household_id, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
