#!/usr/bin/python3
"""Turns the unpacked npm package chinese-days into one sorted text file of the nation's workday notices.

usage: make_holidays.py CHINESE_DAYS_DIR OUTPUT_FILE

Lines: YYYY<TAB>table, the year's notice is in the file; YYYY-MM-DD<TAB>off, a holiday; YYYY-MM-DD<TAB>work, a weekend
day that is worked. Days that a notice does not name follow the week (docs/domain.md 5.2).
"""

import datetime
import json
import re
import sys
from pathlib import Path


def fail(message):
    sys.exit(f'make_holidays: {message}')


def main(arguments):
    if len(arguments) != 2:
        fail('usage: make_holidays.py CHINESE_DAYS_DIR OUTPUT_FILE')
    folder, output = (Path(argument) for argument in arguments)
    lines = {}
    for path in sorted((folder / 'dist' / 'years').glob('*.json')):
        notice = json.loads(path.read_text(encoding='utf-8'))
        if not re.fullmatch(r'\d{4}', path.stem) or f'{path.stem}-10-01' not in notice['holidays']:
            fail(f'{path}: not the notice of a year')
        lines[path.stem] = 'table'
        for kind, days in (('off', notice['holidays']), ('work', notice['workdays'])):
            for day in days:
                datetime.date.fromisoformat(day)
                if lines.setdefault(day, kind) != kind:
                    fail(f'{path}: {day} is both off and work')
    if not lines:
        fail(f'{folder}: no years found')
    output.parent.mkdir(parents=True, exist_ok=True)
    with open(output, 'w', encoding='utf-8', newline='\n') as file:
        file.writelines(f'{day}\t{kind}\n' for day, kind in sorted(lines.items()))


if __name__ == '__main__':
    main(sys.argv[1:])
