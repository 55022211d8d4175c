-- min_compatible: 1
CREATE TABLE IF NOT EXISTS schema_migration (
  component VARCHAR(32) NOT NULL,
  version INT NOT NULL,
  name VARCHAR(128) NOT NULL,
  checksum BINARY(32) NOT NULL,
  min_compatible INT NOT NULL,
  applied_at DATETIME(6) NOT NULL,
  PRIMARY KEY (component, version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
