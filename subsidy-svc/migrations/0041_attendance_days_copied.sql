-- min_compatible: 1
-- The days of the classes that were frozen before.
UPDATE attendance_fact a SET a.days = COALESCE((
  SELECT GROUP_CONCAT(d.attended_on ORDER BY d.attended_on SEPARATOR ',')
  FROM attendance_day_fact d WHERE d.class_id = a.class_id AND d.person_id = a.person_id), '')
WHERE a.days = ''
