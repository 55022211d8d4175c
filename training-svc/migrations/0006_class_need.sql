-- min_compatible: 1
-- Training intentions that a class serves (R22).
CREATE TABLE IF NOT EXISTS class_need (
  class_id BINARY(16) NOT NULL,
  intention_id BINARY(16) NOT NULL,
  PRIMARY KEY (class_id, intention_id),
  KEY by_intention (intention_id, class_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
