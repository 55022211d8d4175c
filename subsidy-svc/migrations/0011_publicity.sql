-- min_compatible: 1
-- What is on public notice, and until when it stays on the web.
CREATE TABLE IF NOT EXISTS publicity (
  claim_id BINARY(16) NOT NULL,
  started_on DATE NOT NULL,
  until_on DATE NOT NULL,
  until_provisional TINYINT NOT NULL,
  division BIGINT NOT NULL,
  removed_after DATE NOT NULL,
  PRIMARY KEY (claim_id, started_on),
  KEY by_division (division, until_on, claim_id),
  KEY by_until (until_on, claim_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
