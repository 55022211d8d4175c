-- min_compatible: 1
-- One row per request id: the key is a digest of principal, method and id; the answer is stored with the change.
CREATE TABLE IF NOT EXISTS request (
  request_key BINARY(32) NOT NULL PRIMARY KEY,
  digest BINARY(32) NOT NULL,
  method VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  answer MEDIUMBLOB NULL,
  created_at DATETIME(6) NOT NULL,
  KEY by_age (created_at)
) ENGINE=InnoDB
