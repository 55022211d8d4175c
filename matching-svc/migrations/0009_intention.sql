-- min_compatible: 1
-- Copies of the registry's intentions of kind JOB, kept by its feed.
CREATE TABLE IF NOT EXISTS intention (
  id BINARY(16) NOT NULL,
  person_id BINARY(16) NOT NULL,
  occupations VARCHAR(64) NOT NULL,
  place TINYINT NOT NULL,
  wage_min_fen BIGINT NOT NULL,
  no_shifts TINYINT NOT NULL,
  care_duty TINYINT NOT NULL,
  live TINYINT NOT NULL,
  opened_on DATE NOT NULL,
  PRIMARY KEY (id),
  KEY by_person (person_id, live, opened_on, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
