-- min_compatible: 1
-- Who was hired by a firm that is their own, from matching: such a firm gets no reward for them.
CREATE TABLE IF NOT EXISTS hire_fact (
  hire_id BINARY(16) NOT NULL,
  last_event BINARY(16) NOT NULL,
  person_id BINARY(16) NOT NULL,
  enterprise_id BINARY(16) NOT NULL,
  owner TINYINT NOT NULL,
  PRIMARY KEY (hire_id),
  KEY by_person (person_id, enterprise_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
