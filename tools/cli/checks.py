"""`./ladder test`: everything is built, then CTest runs it and has the last word."""

import os
import subprocess

import build
from settings import Problem


def _ctest(preset, extra, environment=None):
    """Runs CTest in the preset's build and returns its exit code; no test at all is a failure."""
    argv = ["ctest", "--test-dir", str(build.folder(preset)), "--output-on-failure",
            "--no-tests=error", "-j", str(os.cpu_count() or 2), *extra]
    env = dict(os.environ, LADDER_BUILT="1", **(environment or {}))
    return subprocess.run(argv, env=env, stdin=subprocess.DEVNULL).returncode


def run(long, pattern):
    """The exit code of the whole. CTest's summary is the last thing printed."""
    chosen = ["-R", pattern] if pattern else []
    sanitized = 0
    if long:
        build.compile_targets([], "asan")
        sanitized = _ctest("asan", ["-L", "unit|service", *chosen],
                           {"ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1",
                            "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1"})
    build.compile_targets([])
    ended = _ctest("dev", chosen, {"LADDER_LONG": "1"} if long else None)
    if sanitized:
        raise Problem("tests failed under the sanitizers; they are listed above.")
    return ended
