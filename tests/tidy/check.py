"""check.py NAME [--root DIR]: runs one check of the tree and prints what is to be mended; exit 1 when anything is."""

import argparse
import importlib
import sys

from tree import ROOT, Tree


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("name")
    arguments.add_argument("--root", default=ROOT)
    parsed = arguments.parse_args()
    tree = Tree(parsed.root)
    findings = sorted(importlib.import_module(parsed.name).check(tree))
    for finding in findings:
        print(finding)
    print(f"{parsed.name}: {len(tree.paths)} files, {len(findings)} to mend.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
