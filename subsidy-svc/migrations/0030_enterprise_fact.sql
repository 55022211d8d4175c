-- min_compatible: 1
-- Firms and what excludes them, from matching.
CREATE TABLE IF NOT EXISTS enterprise_fact (
  enterprise_id BINARY(16) NOT NULL,
  last_event BINARY(16) NOT NULL,
  division BIGINT NOT NULL,
  dishonest TINYINT NOT NULL,
  wage_arrears TINYINT NOT NULL,
  gone TINYINT NOT NULL,
  PRIMARY KEY (enterprise_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
