-- min_compatible: 1
-- Named sets of communities.
CREATE TABLE IF NOT EXISTS zone (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  display_name VARCHAR(100) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
