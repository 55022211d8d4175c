-- min_compatible: 1
-- Answers of the bank that differ from the one that stands for an attempt. While one is unexplained
-- the payment is not sent again.
CREATE TABLE IF NOT EXISTS contradiction (
  id BINARY(16) NOT NULL,
  pay_item_id BINARY(16) NOT NULL,
  attempt INT NOT NULL,
  pay_batch_id BINARY(16) NOT NULL,
  kept_code VARCHAR(16) NOT NULL,
  told_code VARCHAR(16) NOT NULL,
  told_on DATE NOT NULL,
  actor VARCHAR(100) NOT NULL,
  actor_person BINARY(16) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  cleared_by VARCHAR(100) NULL,
  cleared_on DATE NULL,
  remark_enc VARBINARY(2200) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY by_answer (pay_item_id, attempt, told_code),
  KEY by_open (cleared_on, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
