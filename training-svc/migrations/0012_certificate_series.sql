-- min_compatible: 1
-- The row to lock while serials of a county's year are given out.
CREATE TABLE IF NOT EXISTS certificate_series (
  county INT NOT NULL,
  year INT NOT NULL,
  last_serial INT NOT NULL,
  PRIMARY KEY (county, year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
