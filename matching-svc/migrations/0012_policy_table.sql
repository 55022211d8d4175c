-- min_compatible: 1
-- The policy tables as they were loaded (parameters, minimum_wage, short_skills, unlawful_text, legal_limits): the newest
-- row of a name holds. The days from which a number holds are inside the text.
CREATE TABLE IF NOT EXISTS policy_table (
  name VARCHAR(40) NOT NULL,
  loaded_at DATETIME(6) NOT NULL,
  digest BINARY(32) NOT NULL,
  body MEDIUMTEXT NOT NULL,
  PRIMARY KEY (name, loaded_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
