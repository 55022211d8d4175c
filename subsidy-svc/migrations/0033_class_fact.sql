-- min_compatible: 1
-- Training classes, from training; frozen with a digest before anybody claims.
CREATE TABLE IF NOT EXISTS class_fact (
  class_id BINARY(16) NOT NULL,
  last_event BINARY(16) NOT NULL,
  school_id BINARY(16) NOT NULL,
  occupation VARCHAR(40) NOT NULL,
  class_from DATE NOT NULL,
  class_to DATE NOT NULL,
  sessions INT NOT NULL,
  fee_fen BIGINT NOT NULL,
  state TINYINT NOT NULL,
  digest BINARY(32) NULL,
  PRIMARY KEY (class_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
