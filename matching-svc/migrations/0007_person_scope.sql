-- min_compatible: 1
-- The divisions by which a person's rows are seen: what scoped lists of referrals, hires and seekers walk.
CREATE TABLE IF NOT EXISTS person_scope (
  division BIGINT NOT NULL,
  person_id BINARY(16) NOT NULL,
  PRIMARY KEY (division, person_id),
  KEY by_person (person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
