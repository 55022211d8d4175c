-- min_compatible: 1
-- One sealed part of an operation's input: at most 256 KiB before sealing.
CREATE TABLE IF NOT EXISTS operation_part (
  operation_id BINARY(16) NOT NULL,
  part_no INT NOT NULL,
  content MEDIUMBLOB NOT NULL,
  PRIMARY KEY (operation_id, part_no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
