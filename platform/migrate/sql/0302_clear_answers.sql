-- min_compatible: 302
-- Stored answers are sealed from here on; those kept in clear are forgotten. Their requests stay known, so that a
-- repeat is refused rather than done twice.
UPDATE request SET answer = NULL WHERE answer IS NOT NULL
