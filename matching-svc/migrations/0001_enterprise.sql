-- min_compatible: 1
-- Roots. The contact's number is sealed.
CREATE TABLE IF NOT EXISTS enterprise (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  uscc VARCHAR(18) NOT NULL,
  pilot_uscc TINYINT NOT NULL,
  display_name VARCHAR(100) NOT NULL,
  industry VARCHAR(5) NOT NULL,
  division BIGINT NOT NULL,
  address VARCHAR(200) NOT NULL,
  contact_name VARCHAR(50) NOT NULL,
  contact_phone_enc VARBINARY(96) NOT NULL,
  dishonest TINYINT NOT NULL,
  wage_arrears TINYINT NOT NULL,
  state TINYINT NOT NULL,
  block_reason VARCHAR(200) NOT NULL,
  registered_on DATE NOT NULL,
  retention_bp INT NOT NULL,
  PRIMARY KEY (id),
  KEY by_version (version),
  UNIQUE KEY by_uscc (uscc),
  KEY by_state (state, id),
  KEY by_division (division, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
