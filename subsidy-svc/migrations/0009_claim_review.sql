-- min_compatible: 1
-- Every step, and which duty it was for whom. Remarks may name people, so they are sealed.
CREATE TABLE IF NOT EXISTS claim_review (
  claim_id BINARY(16) NOT NULL,
  id BINARY(16) NOT NULL,
  step TINYINT NOT NULL,
  state_before TINYINT NOT NULL,
  state_after TINYINT NOT NULL,
  actor VARCHAR(100) NOT NULL,
  actor_role TINYINT NOT NULL,
  actor_person BINARY(16) NULL,
  duty TINYINT NOT NULL,
  reason SMALLINT NOT NULL,
  remark_enc VARBINARY(2200) NOT NULL,
  review_day DATE NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (claim_id, id),
  KEY by_actor (actor, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
