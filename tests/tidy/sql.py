"""The rules of SQL (docs/architecture.md 9.2, 9.4, 9.7, 9.8), in migrations and in the string constants of C++."""

import re

import cpp
from tree import Finding, is_test, line_of

MIGRATIONS = r"(?!.*/(?:testdata|tests)/).*\.sql"
# Where SQL text may stand in C++; tests write what they need.
SQL_ROOMS = re.compile(r"(\w+-svc/storage/|gateway/directory/storage/"
                       r"|platform/(mysql|feed|migrate|rpc|operations|server|testing)/)")
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|TRUNCATE|START "
                       r"TRANSACTION|SET SESSION)\s", re.S)
WITH_OBJECT = re.compile(r"\b(FROM|INTO|SET|TABLE|VALUES|TRANSACTION|SESSION|SYSDATE)\b")

FORBIDDEN = [
    (r"\bAUTO_INCREMENT\b", "AUTO_INCREMENT is no order; ids are ULIDs"),
    (r"\bTRIGGER\b", "no triggers"),
    (r"\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:PROCEDURE|FUNCTION|EVENT|VIEW)\b", "no stored code"),
    (r"\bSKIP\s+LOCKED\b", "SKIP LOCKED is not portable"),
    (r"\b(?:GET|RELEASE)_LOCK\s*\(", "no named locks"),
    (r"\bOFFSET\b", "keyset paging only"),
    (r"\bLIMIT\s+[?\d]+\s*,", "keyset paging only"),
    (r"\bENUM\s*\(", "no ENUM type"),
    (r"\bFOREIGN\s+KEY\b|\bREFERENCES\b", "no foreign keys across aggregates"),
    (r"\b(?:FLOAT|DOUBLE|REAL)\b", "no floating point in the database"),
    (r"\bNOW\s*\(|\bCURRENT_TIMESTAMP\b|\bCURDATE\b|\bCURRENT_DATE\b",
     "the database's time is SYSDATE(6), in UTC; days are the civil clock's"),
    (r"\b(?:LOCK|UNLOCK)\s+TABLES?\b", "no table locks"),
]
# A lease of the platform may take the statement's time; what a service records is read after the lock is held.
IN_SERVICES = [(r"\bUTC_TIMESTAMP\b", "record time is SYSDATE(6), read after the root's lock")]
IN_TABLES = [
    (r"\bJSON\b", "no JSON type"),
    (r"\bTIMESTAMP\b", "instants are DATETIME(6)"),
    (r"\bDATETIME\b(?!\s*\(6\))", "instants are DATETIME(6)"),
    (r"\bCOLLATE\s*=?\s*(?!utf8mb4_bin\b)\w+", "the collation is utf8mb4_bin"),
    (r"\b(?:CHARSET|CHARACTER\s+SET)\s*=?\s*(?!utf8mb4\b)\w+", "the character set is utf8mb4"),
    (r"\bENGINE\s*=\s*(?!InnoDB\b)\w+", "the engine is InnoDB"),
    (r"\b(?:valid_to|rec_to)\b(?=[^,()]*\b(?:DATE|DATETIME)\b)(?!(?:[^,()]|\([^)]*\))*NOT\s+NULL)",
     "valid_to and rec_to are never NULL"),
]


def _blank_comments(sql):
    """SQL without its comments and the inside of its literals; positions stay."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return re.sub(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", blank, sql, flags=re.S)


def _words(path, sql, first_line, rules):
    plain = _blank_comments(sql)
    for pattern, why in rules:
        for match in re.finditer(pattern, plain, re.I):
            yield Finding(path, first_line + line_of(plain, match.start()) - 1,
                          f"'{' '.join(match.group(0).split())}': {why}")


def _migration(tree, path):
    text = tree.text(path)
    plain = _blank_comments(text)
    statements = [part for part in plain.split(";") if part.strip()]
    if len(statements) != 1:
        yield Finding(path, 1, f"{len(statements)} statements, but a migration is one")
    number = int(path.rpartition("/")[2][:4]) if re.match(r"\d{4}", path.rpartition("/")[2]) else 0
    compatible = re.match(r"-- min_compatible: (\d+)\n", text)
    if not compatible:
        yield Finding(path, 1, "the first line is not '-- min_compatible: N'")
    elif not 0 <= int(compatible.group(1)) <= number:
        yield Finding(path, 1, "min_compatible is later than the migration itself")
    yield from _words(path, text, 1, FORBIDDEN + IN_TABLES)
    if re.search(r"\bCREATE\s+TABLE\b", plain, re.I):
        for word in ("ENGINE", "utf8mb4_bin"):
            if word.lower() not in plain.lower():
                yield Finding(path, 1, f"CREATE TABLE does not say {word}")


def _numbering(paths):
    """Files of one folder are numbered in order without gaps; a round hundred begins a new series."""
    folders = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if re.fullmatch(r"\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.sql", name):
            folders.setdefault(folder, []).append((int(name[:4]), path))
        else:
            yield Finding(path, 1, "a migration's name is 0001_noun.sql")
    for numbered in folders.values():
        last = 0
        for number, path in sorted(numbered):
            if number != last + 1 and (number % 100 != 0 or number == last):
                yield Finding(path, 1, f"number {number:04}, but {last + 1:04} comes next")
            last = number


def _bounded(statement):
    """Whether a statement can only touch the rows that a key or a limit names."""
    plain = _blank_comments(statement)
    verb = plain.split()[0].upper()
    if verb == "SELECT" and not re.search(r"\bFROM\b", plain):
        return True
    if verb in ("SELECT", "UPDATE", "DELETE"):
        return bool(re.search(r"\b(WHERE|LIMIT)\b", plain))
    return True


def _constants(tree, path):
    source = tree.text(path)
    for position, value in cpp.strings(source):
        if not STATEMENT.match(value) or not WITH_OBJECT.search(value):
            continue
        line = line_of(source, position)
        if not SQL_ROOMS.match(path):
            yield Finding(path, line, "SQL text outside storage/")
        yield from _words(path, value, line,
                          FORBIDDEN + (IN_SERVICES if "-svc/" in path else []))
        # The rest of a statement put together at run time is not here; its storage function bounds it.
        whole = not value.endswith((" ", "\n", "("))
        if whole and not _bounded(value):
            yield Finding(path, line, f"not bounded by a key or LIMIT: {value.strip()[:50]}")


def check(tree):
    migrations = tree.matching(MIGRATIONS)
    findings = list(_numbering(migrations))
    for path in migrations:
        findings += _migration(tree, path)
    for path in tree.matching(r".*\.(cc|h)"):
        if not is_test(path) and not path.startswith("tools/"):
            findings += _constants(tree, path)
    return findings
