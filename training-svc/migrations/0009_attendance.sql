-- min_compatible: 1
-- One learner at one session. Factors are bits: 1 card reader, 2 code, 4 officer.
CREATE TABLE IF NOT EXISTS attendance (
  class_id BINARY(16) NOT NULL,
  enrolment_id BINARY(16) NOT NULL,
  session_id BINARY(16) NOT NULL,
  presence TINYINT NOT NULL,
  factors TINYINT NOT NULL,
  recorded_by VARCHAR(100) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (class_id, enrolment_id, session_id),
  KEY by_session (class_id, session_id, enrolment_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
