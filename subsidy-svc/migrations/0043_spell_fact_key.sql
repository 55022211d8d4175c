-- min_compatible: 1
-- A spell's id is chosen within its person: two people may have spells of one id.
ALTER TABLE spell_fact DROP PRIMARY KEY, ADD PRIMARY KEY (spell_id, person_id)
