"""The verbs of ./ladder that are Python; each is a few lines over the module that does the work."""

import argparse
import os
import subprocess
import sys

import bench
import build
import checks
import clock
import cluster
import settings as configuration
from settings import ROOT, Problem

VERIFY_FILES = {"check-vectors": "tests/data/check_vectors.csv",
                "policy-cases": "tests/data/policy_cases.csv"}


class Arguments(argparse.ArgumentParser):
    """A parser whose complaint is one line; the help texts are in tools/cli/help."""

    def __init__(self, verb):
        super().__init__(prog=verb, add_help=False)

    def error(self, message):
        raise Problem(f"{message}; './ladder {self.prog} --help' says what it takes.")


def run_build(_, words):
    build.compile_targets(words)


def run_up(settings, words):
    cluster.up(settings, words)


def run_down(settings, words):
    arguments = Arguments("down")
    arguments.add_argument("--kill", action="store_true")
    arguments.add_argument("services", nargs="*")
    parsed = arguments.parse_args(words)
    cluster.down(settings, parsed.services, parsed.kill)


def run_status(settings, words):
    Arguments("status").parse_args(words)
    return 0 if cluster.status(settings) else 1


def run_logs(settings, words):
    arguments = Arguments("logs")
    arguments.add_argument("-n", type=int, default=40)
    arguments.add_argument("-f", action="store_true")
    arguments.add_argument("services", nargs="*")
    parsed = arguments.parse_args(words)
    cluster.logs(settings, parsed.services, parsed.n, parsed.f)


def run_clock(settings, words):
    if words[:1] == ["set"] and len(words) == 2:
        clock.set_day(settings, words[1])
    elif words == ["show"]:
        clock.show(settings)
    else:
        raise Problem("clock takes 'set YYYY-MM-DD' or 'show'.")


def run_demo(settings, words):
    demo = ROOT / "tools" / "demo" / "demo.py"
    if not demo.exists():
        raise Problem("this tree has no demo yet (tools/demo/demo.py).")
    cluster.up(settings, [])
    gateway = settings.service("gateway")
    # The demo calls ./ladder for the clock and for its crash, and means this home and these ports.
    env = dict(os.environ, LADDER_HOME=str(settings.home), LADDER_PORT_BASE=str(settings.port_base))
    command = ["/usr/bin/python3", "-B", str(demo), f"--gateway=http://127.0.0.1:{gateway.http}",
               f"--out={settings.home / 'demo.json'}", *words]
    return subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL).returncode


def run_test(_, words):
    arguments = Arguments("test")
    arguments.add_argument("--long", action="store_true")
    arguments.add_argument("-R", default="")
    parsed = arguments.parse_args(words)
    return checks.run(parsed.long, parsed.R)


def run_verify(settings, words):
    stored = "--stored" in words
    words = [word for word in words if word != "--stored"]
    if not 1 <= len(words) <= 2 or words[0] not in VERIFY_FILES:
        raise Problem(f"verify takes {' or '.join(VERIFY_FILES)}, and may take a file.")
    build.compile_targets(["ladder-verify"])
    file = words[1] if len(words) == 2 else str(ROOT / VERIFY_FILES[words[0]])
    command = [str(build.program("tools/verify/ladder-verify")), words[0], file]
    if stored:
        command += ["--stored", f"127.0.0.1:{settings.service('subsidy').listen}"]
    return subprocess.run(command,
                          stdin=subprocess.DEVNULL).returncode


def run_bench(settings, words):
    if len(words) > 1:
        raise Problem("bench takes at most one name.")
    bench.run(settings, words[0] if words else "")


VERBS = {"build": run_build, "up": run_up, "down": run_down, "status": run_status,
         "logs": run_logs, "clock": run_clock, "demo": run_demo, "test": run_test,
         "verify": run_verify, "bench": run_bench}


def main(words):
    try:
        return VERBS[words[0]](configuration.load(), words[1:]) or 0
    except Problem as problem:
        print(f"ladder: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    sys.exit(main(sys.argv[1:]))
