-- min_compatible: 1
-- The numbers of the rules for classes drafted from a day on (docs/domain.md 6).
CREATE TABLE IF NOT EXISTS class_rule (
  valid_from DATE NOT NULL,
  version VARCHAR(20) NOT NULL,
  reserve_percent INT NOT NULL,
  reserve_release_days INT NOT NULL,
  answer_days INT NOT NULL,
  attendance_percent INT NOT NULL,
  pass_mark INT NOT NULL,
  resit_days INT NOT NULL,
  source VARCHAR(100) NOT NULL,
  PRIMARY KEY (valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
