-- min_compatible: 1
-- One row with id 1, or none: the offset is then 0.
CREATE TABLE IF NOT EXISTS civil_clock (
  id INT NOT NULL,
  offset_days BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
