"""The demo as a test: ./ladder demo in a home and on ports of its own, every row of demo.json as expected."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import cluster  # noqa: E402  (the path must be set first)


def main():
    home = pathlib.Path(tempfile.mkdtemp(prefix="ladder-demo-"))
    env = dict(os.environ, LADDER_HOME=str(home), LADDER_PORT_BASE=str(cluster._free_base()))

    def ladder(*words):
        return subprocess.run([str(ROOT / "ladder"), *words], env=env,
                              stdin=subprocess.DEVNULL).returncode

    try:
        if ladder("demo") != 0:
            ladder("logs", "-n", "15")
            return 1
        rows = json.loads((home / "demo.json").read_text())
        wrong = [row["id"] for row in rows if not row["ok"]]
        print(f"demo.json: {len(rows)} rows, wrong: {', '.join(wrong) or 'none'}.")
        return 1 if wrong or not rows else 0
    finally:
        ladder("down", "--kill")
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
