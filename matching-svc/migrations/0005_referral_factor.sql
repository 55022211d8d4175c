-- min_compatible: 1
-- The score of a referral as it was, factor by factor.
CREATE TABLE IF NOT EXISTS referral_factor (
  referral_id BINARY(16) NOT NULL,
  factor TINYINT NOT NULL,
  fit INT NOT NULL,
  points INT NOT NULL,
  finding TINYINT NOT NULL,
  PRIMARY KEY (referral_id, factor)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
