"""Configuring and compiling. Tests, the demo and `up` share the preset dev, so that everything is compiled once."""

import os
import subprocess

from settings import ROOT, Problem


def folder(preset="dev"):
    return ROOT / "build" / preset


def _run(argv, what):
    env = dict(os.environ, CCACHE_BASEDIR=str(ROOT))
    try:
        ended = subprocess.run(argv, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise Problem(f"{argv[0]} is missing: run './ladder setup'.")
    if ended.returncode != 0:
        raise Problem(f"{what} failed; the first error is above.")


def configure(preset="dev"):
    """Configures the preset unless that was done; Ninja itself does it again when a CMake file changes."""
    if not (folder(preset) / "build.ninja").exists():
        _run(["cmake", "--preset", preset], f"configuring the preset {preset}")


def compile_targets(targets, preset="dev"):
    """Compiles the targets, or everything when none is named.

    Under LADDER_BUILT=1 nothing is compiled: tests that run side by side use what `./ladder test` built.
    """
    if os.environ.get("LADDER_BUILT") == "1":
        return
    configure(preset)
    argv = ["cmake", "--build", str(folder(preset))]
    _run(argv + (["--target", *targets] if targets else []), f"compiling the preset {preset}")


def known_targets(preset="dev"):
    """The names of every target that this tree can build."""
    configure(preset)
    listed = subprocess.run(["ninja", "-C", str(folder(preset)), "-t", "targets", "all"],
                            capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if listed.returncode != 0:
        raise Problem("ninja cannot list the targets: " + listed.stderr.strip()[-300:])
    return {line.rpartition(": ")[0] for line in listed.stdout.splitlines()}


def program(path, preset="dev"):
    """The path of a built program, such as registry-svc/registry-svc; None when it was not built."""
    built = folder(preset) / path
    return built if built.is_file() and os.access(built, os.X_OK) else None
