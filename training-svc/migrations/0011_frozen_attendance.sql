-- min_compatible: 1
-- Roots, one a class: the frozen attendance is an aggregate of its own, so that its event stays the newest one while the
-- class goes on.
CREATE TABLE IF NOT EXISTS frozen_attendance (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  class_id BINARY(16) NOT NULL,
  frozen_on DATE NOT NULL,
  digest VARCHAR(64) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY by_class (class_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
