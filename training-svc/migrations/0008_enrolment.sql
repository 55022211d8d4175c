-- min_compatible: 1
-- Roots. `live` is 1 until the enrolment is rejected and NULL then, so that a person has one in a class.
CREATE TABLE IF NOT EXISTS enrolment (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  class_id BINARY(16) NOT NULL,
  person_id BINARY(16) NOT NULL,
  state TINYINT NOT NULL,
  live TINYINT NULL,
  priority TINYINT NOT NULL,
  subsidised TINYINT NOT NULL,
  applied_at DATETIME(6) NOT NULL,
  answer_by DATE NULL,
  exit_reason TINYINT NOT NULL,
  exited_on DATE NULL,
  completed_on DATE NULL,
  first_mark INT NULL,
  first_sat_on DATE NULL,
  resit_mark INT NULL,
  resit_sat_on DATE NULL,
  PRIMARY KEY (id),
  UNIQUE KEY one_live (class_id, person_id, live),
  KEY by_class (class_id, id),
  KEY by_seat_order (class_id, state, priority, applied_at, id),
  KEY by_person (person_id, id),
  KEY by_answer (state, answer_by, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
