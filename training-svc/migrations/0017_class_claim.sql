-- min_compatible: 1
-- Subsidy's claims about classes: how far each has come and whether it was paid. A payment may be told before
-- its claim, whose class is not known then.
CREATE TABLE IF NOT EXISTS class_claim (
  claim_id BINARY(16) NOT NULL,
  last_event BINARY(16) NOT NULL,
  class_id BINARY(16) NULL,
  progress TINYINT NOT NULL,
  paid TINYINT NOT NULL,
  PRIMARY KEY (claim_id),
  KEY by_class (class_id, claim_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
