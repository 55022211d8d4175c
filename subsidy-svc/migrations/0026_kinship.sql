-- min_compatible: 1
-- Relatives that an officer declared: whose claims that officer does not handle.
CREATE TABLE IF NOT EXISTS kinship (
  officer_person BINARY(16) NOT NULL,
  relative_person BINARY(16) NOT NULL,
  declared_on DATE NOT NULL,
  PRIMARY KEY (officer_person, relative_person)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
