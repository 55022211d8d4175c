"""The source tree that the checks read, and what they say of it."""

import dataclasses
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend, where it is."""

    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


class Tree:
    """The files that git knows below `root`; of a tree without git, all of them."""

    def __init__(self, root=ROOT):
        self.root = pathlib.Path(root)
        listed = subprocess.run(["git", "-C", str(self.root), "ls-files", "-z"],
                                capture_output=True)
        if listed.returncode == 0:
            names = listed.stdout.decode().split("\0")
        else:
            names = [str(path.relative_to(self.root)) for path in self.root.rglob("*")]
        self.paths = sorted(name for name in names if name and (self.root / name).is_file())
        self._texts = {}

    def matching(self, pattern):
        """The paths that the regular expression matches whole."""
        compiled = re.compile(pattern)
        return [path for path in self.paths if compiled.fullmatch(path)]

    def text(self, path):
        """The file's text; one that is not UTF-8 is read with marks in place of the bad bytes."""
        if path not in self._texts:
            self._texts[path] = (self.root / path).read_bytes().decode("utf-8", errors="replace")
        return self._texts[path]

    def lines(self, path):
        return self.text(path).split("\n")


def is_test(path):
    """Whether a C++ file is only for tests: a test, its cases, its builders, or a folder of such."""
    return bool(re.search(r"(_test\.cc|_cases\.(h|cc)|builders\.(h|cc))$|/tests/|/testing/"
                          r"|^(tests|bench)/", path))


def line_of(text, position):
    """The number of the line at `position`, from 1."""
    return text.count("\n", 0, position) + 1
