-- min_compatible: 1
-- A learner's attendance of a frozen class, from training.
CREATE TABLE IF NOT EXISTS attendance_fact (
  class_id BINARY(16) NOT NULL,
  person_id BINARY(16) NOT NULL,
  last_event BINARY(16) NOT NULL,
  attended INT NOT NULL,
  attended_days INT NOT NULL,
  dropped_out TINYINT NOT NULL,
  PRIMARY KEY (class_id, person_id),
  KEY by_person (person_id, class_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
