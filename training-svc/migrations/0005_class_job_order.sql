-- min_compatible: 1
-- People that employers will take from a class (R38).
CREATE TABLE IF NOT EXISTS class_job_order (
  class_id BINARY(16) NOT NULL,
  enterprise_id BINARY(16) NOT NULL,
  people INT NOT NULL,
  PRIMARY KEY (class_id, enterprise_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
