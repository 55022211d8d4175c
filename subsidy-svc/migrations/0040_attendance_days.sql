-- min_compatible: 1
-- The days on which the learner attended, joined by commas: a row a learner, however long the class is. What
-- attendance_day_fact held is copied by the next migration, and the table goes in a later release.
ALTER TABLE attendance_fact ADD COLUMN IF NOT EXISTS days MEDIUMTEXT NOT NULL DEFAULT ''
