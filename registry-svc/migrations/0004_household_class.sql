-- min_compatible: 1
-- How the poverty office stands to a household.
CREATE TABLE IF NOT EXISTS household_class (
  household_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  class TINYINT NOT NULL,
  aid TINYINT NOT NULL,
  causes BIGINT NOT NULL,
  identified_on DATE NULL,
  exited_on DATE NULL,
  risk_on DATE NULL,
  risk_cleared_on DATE NULL,
  PRIMARY KEY (household_id, valid_from, rec_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
