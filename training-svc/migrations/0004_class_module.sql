-- min_compatible: 1
CREATE TABLE IF NOT EXISTS class_module (
  class_id BINARY(16) NOT NULL,
  position INT NOT NULL,
  kind TINYINT NOT NULL,
  title VARCHAR(50) NOT NULL,
  hours INT NOT NULL,
  PRIMARY KEY (class_id, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
