-- min_compatible: 1
-- Every step of a pay item, and which duty it was for whom.
CREATE TABLE IF NOT EXISTS pay_step (
  pay_item_id BINARY(16) NOT NULL,
  id BINARY(16) NOT NULL,
  event TINYINT NOT NULL,
  state_before TINYINT NOT NULL,
  state_after TINYINT NOT NULL,
  actor VARCHAR(100) NOT NULL,
  actor_role TINYINT NOT NULL,
  actor_person BINARY(16) NULL,
  duty TINYINT NOT NULL,
  remark_enc VARBINARY(2200) NOT NULL,
  step_day DATE NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (pay_item_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
