-- min_compatible: 1
-- The last civil day each daily task is done for.
CREATE TABLE IF NOT EXISTS daily_work (
  task VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  last_day DATE NOT NULL
) ENGINE=InnoDB
