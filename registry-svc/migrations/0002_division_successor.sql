-- min_compatible: 1
-- Which code took a retired one's place, from when.
CREATE TABLE IF NOT EXISTS division_successor (
  old_code BIGINT NOT NULL,
  new_code BIGINT NOT NULL,
  from_day DATE NOT NULL,
  PRIMARY KEY (old_code, new_code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
