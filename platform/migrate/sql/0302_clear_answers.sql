-- min_compatible: 302
-- Stored answers are sealed from here on; those kept in clear are forgotten.
DELETE FROM request
