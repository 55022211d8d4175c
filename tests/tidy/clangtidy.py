"""clang-tidy by .clang-tidy: what the last commit and the work tree changed, or with LADDER_LONG=1 every file.

It reads the compile commands and generated headers of build/dev, so it runs after a build.
"""

import concurrent.futures
import json
import os
import re
import subprocess

from tree import Finding

BUILD = "build/dev"
FILES_MAX = 12


def changed(tree):
    """Sources that the last commit or the work tree touched; a header counts for the source beside it."""
    names = set()
    for revision in ("HEAD~1", "HEAD"):
        ran = subprocess.run(["git", "-C", str(tree.root), "diff", "--name-only", revision],
                             capture_output=True, text=True)
        names.update(ran.stdout.splitlines())
    return {re.sub(r"\.h$", ".cc", name) for name in names if name.endswith((".cc", ".h"))}


def one(tree, path):
    ran = subprocess.run(["nice", "clang-tidy", "-p", BUILD, "--quiet", path], cwd=tree.root,
                         capture_output=True, text=True)
    found = []
    pattern = r"^(\S+?):(\d+):\d+: (?:error|warning): (.*)$"
    for name, line, text in re.findall(pattern, ran.stdout, re.M):
        found.append(Finding(os.path.relpath(name, tree.root), int(line), text))
    if ran.returncode != 0 and not found:
        found.append(Finding(path, 1, ran.stderr.strip()[-300:]))
    return found


def check(tree):
    commands = tree.root / BUILD / "compile_commands.json"
    if not commands.exists():
        return [Finding(BUILD, 1, "is not configured: run './ladder build'")]
    compiled = {os.path.relpath(entry["file"], tree.root)
                for entry in json.loads(commands.read_text())}
    files = sorted(compiled & set(tree.paths))
    if os.environ.get("LADDER_LONG") != "1":
        files = sorted(set(files) & changed(tree))[:FILES_MAX]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda path: one(tree, path), files))
    print(f"{len(files)} of {len(compiled & set(tree.paths))} files read.")
    return sorted({finding for result in results for finding in result})
