-- min_compatible: 1
-- Every difference between the ledger and the bank, until somebody explained it.
CREATE TABLE IF NOT EXISTS open_item (
  reconciliation_id BINARY(16) NOT NULL,
  item_no INT NOT NULL,
  kind TINYINT NOT NULL,
  batch_number VARCHAR(35) NOT NULL,
  ledger_fen BIGINT NOT NULL,
  bank_fen BIGINT NOT NULL,
  cleared_by VARCHAR(100) NULL,
  cleared_on DATE NULL,
  remark_enc VARBINARY(2200) NOT NULL,
  PRIMARY KEY (reconciliation_id, item_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
