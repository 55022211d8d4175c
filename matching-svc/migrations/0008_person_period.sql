-- min_compatible: 1
-- What a person is on which days: primary class and the household's standing, as the registry tells them, known later
-- days included. A row is one span of days on which all of it stays the same.
CREATE TABLE IF NOT EXISTS person_period (
  person_id BINARY(16) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  primary_class TINYINT NOT NULL,
  class_since DATE NOT NULL,
  household_class TINYINT NOT NULL,
  household_aid TINYINT NOT NULL,
  target TINYINT NOT NULL,
  monitored TINYINT NOT NULL,
  PRIMARY KEY (person_id, valid_from),
  KEY by_class (primary_class, person_id, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
