-- min_compatible: 1
-- A frozen month of a placement, from matching.
CREATE TABLE IF NOT EXISTS post_attendance_fact (
  placement_id BINARY(16) NOT NULL,
  month_first DATE NOT NULL,
  last_event BINARY(16) NOT NULL,
  absent_days INT NOT NULL,
  digest BINARY(32) NOT NULL,
  PRIMARY KEY (placement_id, month_first)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
