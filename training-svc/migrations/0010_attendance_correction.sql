-- min_compatible: 1
-- A change to a recorded mark, signed by two.
CREATE TABLE IF NOT EXISTS attendance_correction (
  class_id BINARY(16) NOT NULL,
  session_id BINARY(16) NOT NULL,
  id BINARY(16) NOT NULL,
  enrolment_id BINARY(16) NOT NULL,
  presence_before TINYINT NOT NULL,
  presence TINYINT NOT NULL,
  factors TINYINT NOT NULL,
  reason VARCHAR(200) NOT NULL,
  state TINYINT NOT NULL,
  first_signer VARCHAR(100) NOT NULL,
  second_signer VARCHAR(100) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (class_id, session_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
