"""Scope::System is the only way round a caller's scope (docs/architecture.md 9.4), so its uses are few and counted.

The committed number is scope_system.txt, a line a file: `COUNT PATH`. A new use is a line there, seen in review.
"""

import re

import cpp
from tree import Finding, is_test

COUNTS = "tests/tidy/scope_system.txt"
USE = re.compile(r"\bScope::System\s*\(")


def counted(tree):
    """{path: (count, first line)} of the uses outside tests and the declaration itself."""
    found = {}
    for path in tree.matching(r".*\.(cc|h)"):
        if is_test(path) or path.startswith("platform/scope/"):
            continue
        code = cpp.without_comments_and_strings(tree.text(path))
        uses = list(USE.finditer(code))
        if uses:
            found[path] = (len(uses), code.count("\n", 0, uses[0].start()) + 1)
    return found


def check(tree):
    known = {}
    if COUNTS in tree.paths:
        known = {line.split()[1]: int(line.split()[0])
                 for line in tree.lines(COUNTS) if line and not line.startswith("#")}
    findings = []
    found = counted(tree)
    for path, (count, line) in found.items():
        if count != known.get(path, 0):
            findings.append(Finding(path, line, f"{count} uses of Scope::System, but {COUNTS} "
                                                f"has {known.get(path, 0)}"))
    for path in sorted(set(known) - set(found)):
        findings.append(Finding(COUNTS, 1, f"{path} uses Scope::System no more: take its line out"))
    return findings
