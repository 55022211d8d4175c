-- min_compatible: 1
-- The defaults of docs/domain.md 6; the pass mark is a proposal of this suite.
INSERT INTO class_rule (valid_from, version, reserve_percent, reserve_release_days, answer_days,
                        attendance_percent, pass_mark, resit_days, source)
VALUES ('2018-01-01', 'CR-2018', 60, 5, 2, 80, 60, 30, 'DES docs/domain.md 6')
