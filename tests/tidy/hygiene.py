"""What every text file of the tree keeps to: lengths, spaces, endings, words and links."""

import re
import unicodedata

from tree import Finding

LINES_MAX = 500
# C++, protos and SQL, as clang-format has it; scripts, which no formatter wraps, get a little more.
COLUMNS_MAX = 100
SCRIPT_COLUMNS_MAX = 120
# Text that people write. Data files and fixtures of bad code are not.
SOURCES = r"(?!.*/(?:testdata|corpus)/).*\.(?:cc|h|proto|sql|py|sh|txt|cmake|yaml|yml|md|svg)|ladder|\.ci/run"
CODE = r"(?!.*/(?:testdata|corpus)/).*\.(?:cc|h|proto|sql|py|sh|cmake)|ladder|\.ci/run"
# Documents that are one long table of text, and files that hold one literal a line.
LONG_FILES = {"docs/domain.md", "docs/architecture.md", "tests/data/README.md"}
# A line that is one option, one row of a case table, or a link or literal that cannot be broken.
LONG_LINES = [
    (r".*\.proto", r".*(\[\(|option |//).*"),
    (r".*_test\.cc|.*_cases\.(h|cc)", r".*(\{.*\},?( *//.*)?|\"[^\"]*\"[,;)]*)$"),
    (r".*\.(md|svg)", r".*"),
    (r".*\.(cc|h)", r"(#include .*|.*R\"\w*\(.*|.*NOLINT\(.*)"),
    (r".*CMakeLists\.txt|.*\.cmake", r".*"),
    (r".*\.sql", r"--.*|.*COMMENT.*"),
]
WORDS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
SKIPS = re.compile(r"\b(GTEST_" r"SKIP|DISA" r"BLED_\w+)")
# Paths of one developer's machine mean nothing on another's.
MACHINE_PATHS = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:wo" r"rk|fa" r"rm|root|home/\w+)/|\.\./sha" r"red\b")
BANNED_NAMES = re.compile(r"(?:^|[/_])(utils?|helpers?|manager|impl)(?=[._/]|$)")


def columns(line):
    """Columns on a screen: a Chinese character takes one position of text, a combining mark none."""
    return sum(1 for char in line if not unicodedata.combining(char))


def _may_be_long(path, line):
    return any(re.fullmatch(files, path) and re.fullmatch(lines, line)
               for files, lines in LONG_LINES)


def _line_findings(path, number, line, is_code):
    if line != line.rstrip():
        yield Finding(path, number, "space at the end of the line")
    if "\t" in line and not path.endswith(("CMakeLists.txt", ".tsv")):
        yield Finding(path, number, "a tab")
    if "\ufffd" in line:
        yield Finding(path, number, "not UTF-8")
    limit = COLUMNS_MAX if re.fullmatch(r".*\.(cc|h|proto|sql)", path) else SCRIPT_COLUMNS_MAX
    if is_code and columns(line) > limit and not _may_be_long(path, line):
        yield Finding(path, number, f"{columns(line)} columns, at most {limit}")
    if is_code and WORDS.search(line):
        yield Finding(path, number, f"'{WORDS.search(line).group(1)}': do it or file it")
    if is_code and SKIPS.search(line):
        yield Finding(path, number, f"'{SKIPS.search(line).group(1)}': a test runs or is not there")
    if MACHINE_PATHS.search(line):
        yield Finding(path, number, "a path of one machine")


def _file_findings(tree, path, is_code):
    text = tree.text(path)
    lines = text.split("\n")
    if text and not text.endswith("\n"):
        yield Finding(path, len(lines), "no newline at the end of the file")
    if text.endswith("\n\n"):
        yield Finding(path, len(lines) - 1, "empty lines at the end of the file")
    if is_code and len(lines) - 1 > LINES_MAX:
        yield Finding(path, LINES_MAX + 1, f"{len(lines) - 1} lines, at most {LINES_MAX}")
    if path.endswith(".h") and "#pragma once" not in text:
        yield Finding(path, 1, "a header without #pragma once")
    name = BANNED_NAMES.search(path)
    if is_code and name:
        yield Finding(path, 1, f"'{name.group(1)}' in a name says nothing: name what it is")


def _document_findings(tree, path):
    known = set(tree.paths)
    folders = {"/".join(name.split("/")[:depth]) for name in known
               for depth in range(1, name.count("/") + 1)}
    titles = 0
    fenced = False
    for number, line in enumerate(tree.lines(path), 1):
        fenced ^= line.startswith("```")
        if fenced:
            continue
        titles += line.startswith("# ")
        for target in re.findall(r"\]\(([^)\s]+)\)", line):
            if re.match(r"\w+:|#", target):
                continue
            parts = []
            base = [] if target.startswith("/") else path.split("/")[:-1]
            for part in base + target.split("#")[0].strip("/").split("/"):
                if part == "..":
                    parts = parts[:-1]
                elif part not in ("", "."):
                    parts.append(part)
            if "/".join(parts) not in known | folders:
                yield Finding(path, number, f"the link to {target} leads nowhere")
    if titles != 1:
        yield Finding(path, 1, f"{titles} titles ('# ...'), but a document has one")


def check(tree):
    findings = []
    code = set(tree.matching(CODE))
    for path in tree.matching(SOURCES):
        findings += _file_findings(tree, path, path in code)
        long_file = path in LONG_FILES
        for number, line in enumerate(tree.lines(path), 1):
            if not (long_file and len(line) > 200):
                findings += _line_findings(path, number, line, path in code)
    for path in tree.matching(r"README\.md|docs/.*\.md|[a-z-]+/README\.md"):
        if path not in LONG_FILES:
            findings += _document_findings(tree, path)
    return findings
