-- min_compatible: 1
-- The country's divisions by code; a retired one stays readable until the day it ended.
CREATE TABLE IF NOT EXISTS division (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  code BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  parent BIGINT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY by_code (code),
  KEY by_parent (parent, code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
