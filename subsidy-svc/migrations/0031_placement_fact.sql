-- min_compatible: 1
-- Placements in welfare posts, from matching.
CREATE TABLE IF NOT EXISTS placement_fact (
  placement_id BINARY(16) NOT NULL,
  last_event BINARY(16) NOT NULL,
  person_id BINARY(16) NOT NULL,
  post_kind TINYINT NOT NULL,
  placement_no INT NOT NULL,
  special_group VARCHAR(32) NOT NULL,
  three_cannots TINYINT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  PRIMARY KEY (placement_id),
  KEY by_person (person_id, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
