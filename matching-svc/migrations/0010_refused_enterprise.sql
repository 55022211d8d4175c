-- min_compatible: 1
-- A person's own "no" to an employer (docs/domain.md 7.2), said when declining.
CREATE TABLE IF NOT EXISTS refused_enterprise (
  person_id BINARY(16) NOT NULL,
  enterprise_id BINARY(16) NOT NULL,
  said_on DATE NOT NULL,
  PRIMARY KEY (person_id, enterprise_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
