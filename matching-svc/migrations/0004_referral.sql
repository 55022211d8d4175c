-- min_compatible: 1
-- Roots. `live` is 1 while the referral binds and NULL afterwards, so that a person has one live referral to a job. A
-- refusal (docs/domain.md 7.7) is a declined row; there is no second record of it. `factors` is the score as it was:
-- "1000:260:1,..." is fit, points and finding of each factor in their order.
CREATE TABLE IF NOT EXISTS referral (
  id BINARY(16) NOT NULL,
  version BIGINT NOT NULL,
  last_event BINARY(16) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  person_id BINARY(16) NOT NULL,
  job_id BINARY(16) NOT NULL,
  enterprise_id BINARY(16) NOT NULL,
  intention_id BINARY(16) NULL,
  hire_id BINARY(16) NULL,
  state TINYINT NOT NULL,
  live TINYINT NULL,
  score INT NOT NULL,
  score_version VARCHAR(20) NOT NULL,
  factors VARCHAR(120) NOT NULL,
  fits TINYINT NOT NULL,
  referred_on DATE NOT NULL,
  last_step_on DATE NOT NULL,
  deadline DATE NOT NULL,
  offer_wage_fen BIGINT NULL,
  offer_start_on DATE NULL,
  offer_contract_kind TINYINT NULL,
  offer_contract_months INT NULL,
  decline_reason TINYINT NOT NULL,
  good_reason TINYINT NOT NULL,
  reject_reason TINYINT NOT NULL,
  note_enc VARBINARY(2100) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY one_live (person_id, job_id, live),
  KEY by_person (person_id, id),
  KEY by_job (job_id, id),
  KEY by_enterprise (enterprise_id, id),
  KEY by_deadline (live, deadline, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
