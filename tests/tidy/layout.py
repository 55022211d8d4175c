"""The tree looks as clang-format leaves it: `clang-format -i FILE` mends what this finds."""

import re
import subprocess

from tree import Finding


def check(tree):
    files = tree.matching(r"(?!.*/(?:testdata|corpus)/).*\.(cc|h)")
    findings = []
    for start in range(0, len(files), 40):
        ran = subprocess.run(["clang-format", "--dry-run", "-Werror", "--ferror-limit=1",
                              *files[start:start + 40]],
                             cwd=tree.root, capture_output=True, text=True)
        for path, line in re.findall(r"^(\S+?):(\d+):\d+: error: ", ran.stderr, re.M):
            findings.append(Finding(path, int(line), "not as clang-format leaves it"))
        if ran.returncode != 0 and not findings:
            findings.append(Finding(".clang-format", 1, ran.stderr.strip()[:300]))
    return findings
