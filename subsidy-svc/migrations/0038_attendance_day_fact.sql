-- min_compatible: 1
-- The calendar days on which a learner of a frozen class attended, from training: a day is paid once.
CREATE TABLE IF NOT EXISTS attendance_day_fact (
  class_id BINARY(16) NOT NULL,
  person_id BINARY(16) NOT NULL,
  attended_on DATE NOT NULL,
  PRIMARY KEY (class_id, person_id, attended_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
