"""Each check must refuse a small bad tree, and say exactly what is wrong with it.

A fixture is one text file of testdata: `=== path` begins a file of the tree, `--- expected` the findings;
`@ROOT@` stands for the folder it is unpacked in.
"""

import importlib
import os
import pathlib
import sys
import tempfile
import unittest

import cpp
from tree import Tree

TESTDATA = pathlib.Path(__file__).resolve().parent / "testdata"


def unpack(fixture, folder):
    """Writes the fixture's files below `folder`; returns the findings that it expects."""
    target, expected = None, []
    for line in fixture.read_text().split("\n"):
        if line.startswith("=== "):
            target = folder / line[4:]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("")
        elif line == "--- expected":
            target = None
        elif target:
            with target.open("a") as file:
                file.write(line.replace("@ROOT@", str(folder)) + "\n")
        elif line:
            expected.append(line)
    return expected


def findings(name, folder):
    return sorted(importlib.import_module(name).check(Tree(folder)))


class FixtureTest(unittest.TestCase):
    maxDiff = None

    def expect(self, name):
        with tempfile.TemporaryDirectory() as folder:
            expected = unpack(TESTDATA / f"{name}.txt", pathlib.Path(folder))
            self.assertTrue(expected)
            self.assertEqual(sorted(str(finding) for finding in findings(name, folder)),
                             sorted(expected))

    def test_a_machines_path(self):
        # Written here in two parts: the rule holds for this file too.
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "notes.md").write_text("# See /wo" + "rk/main/notes\n")
            self.assertEqual([finding.text for finding in findings("hygiene", folder)],
                             ["a path of one machine"])


for _fixture in sorted(TESTDATA.glob("*.txt")):
    setattr(FixtureTest, f"test_{_fixture.stem}",
            lambda self, name=_fixture.stem: self.expect(name))


class CppTest(unittest.TestCase):
    def test_strings(self):
        source = '// "no"\nf("a" /* x */ "b\\n", \'"\', R"(c"d)" "e"); /* "no" */ g("f");'
        self.assertEqual([value for _, value in cpp.strings(source)], ["ab\n", 'c"de', "f"])

    def test_definitions(self):
        code = cpp.without_comments_and_strings(
            "absl::StatusOr<pb::Person> PersonRpc::Get(const Call& call,\n  const R& r) {\n"
            "  return Load(call); // Not(this)\n}\nstatic int Two() { return One() + One(); }\n")
        found = cpp.definitions(code)
        self.assertEqual(sorted(found), ["PersonRpc::Get", "Two"])
        self.assertEqual(cpp.calls(found["PersonRpc::Get"]), ["Load"])


if __name__ == "__main__":
    os.environ["LADDER_LONG"] = "1"
    sys.exit(unittest.main())
