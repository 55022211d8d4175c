-- min_compatible: 1
-- Changed under the class's lock. Minutes are after midnight.
CREATE TABLE IF NOT EXISTS session (
  class_id BINARY(16) NOT NULL,
  id BINARY(16) NOT NULL,
  day DATE NOT NULL,
  start_minute INT NOT NULL,
  end_minute INT NOT NULL,
  module INT NOT NULL,
  room VARCHAR(50) NOT NULL,
  present INT NOT NULL,
  PRIMARY KEY (class_id, id),
  KEY by_time (class_id, day, start_minute, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
