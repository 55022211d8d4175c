-- min_compatible: 1
-- One live line for each policy, beneficiary, period, object and kind: live is 1, or NULL once the claim
-- was rejected or withdrawn, and NULLs are no duplicates of each other.
CREATE TABLE IF NOT EXISTS claim_line (
  id BINARY(16) NOT NULL,
  claim_id BINARY(16) NOT NULL,
  policy VARCHAR(16) NOT NULL,
  beneficiary_kind TINYINT NOT NULL,
  beneficiary_id BINARY(16) NOT NULL,
  period VARCHAR(24) NOT NULL,
  object VARCHAR(100) NOT NULL,
  kind VARCHAR(48) NOT NULL,
  live TINYINT NULL,
  policy_version_id BINARY(16) NOT NULL,
  facts MEDIUMTEXT NOT NULL,
  facts_digest BINARY(32) NOT NULL,
  decision TINYINT NOT NULL,
  amount_fen BIGINT NOT NULL,
  reason SMALLINT NOT NULL,
  due_reason SMALLINT NOT NULL,
  failing VARCHAR(255) NOT NULL,
  trace MEDIUMTEXT NOT NULL,
  decided_on DATE NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY one_live (policy, beneficiary_kind, beneficiary_id, period, object, kind, live),
  KEY by_claim (claim_id, id),
  KEY by_beneficiary (beneficiary_id, policy, period),
  KEY by_version (policy_version_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
