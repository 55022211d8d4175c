-- min_compatible: 1
CREATE TABLE IF NOT EXISTS zone_member (
  zone_id BINARY(16) NOT NULL,
  division BIGINT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NOT NULL,
  rec_from DATETIME(6) NOT NULL,
  rec_to DATETIME(6) NOT NULL,
  PRIMARY KEY (zone_id, division, valid_from, rec_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
