-- min_compatible: 1
-- No day has two values of one key: decided in domain/ under the version's lock.
CREATE TABLE IF NOT EXISTS policy_parameter (
  policy_version_id BINARY(16) NOT NULL,
  param_key VARCHAR(64) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  value BIGINT NOT NULL,
  unit TINYINT NOT NULL,
  source VARCHAR(200) NOT NULL,
  PRIMARY KEY (policy_version_id, param_key, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
