"""Starting, recognising and stopping long-running processes, each known by a pid file.

A pid file holds the pid and the process's start time, so that a number used again by another program is never taken
for ours, and never killed.
"""

import dataclasses
import os
import pathlib
import signal
import socket
import subprocess
import time

from settings import ROOT, Problem


@dataclasses.dataclass(frozen=True)
class Running:
    """A live process of ours."""

    pid: int
    stale: bool  # its program was replaced on disk since it started


def _start_time(pid):
    """Clock ticks after boot at which `pid` started; None when it is gone or a zombie."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else fields[19]


def find(settings, name):
    """The running process of that name, or None."""
    try:
        pid, started, program = (settings.run / f"{name}.pid").read_text().split("\n")[:3]
        command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    # A script's program stands second, after its interpreter.
    if _start_time(pid) != started or os.fsencode(program) not in command[:2]:
        return None
    try:
        stale = os.readlink(f"/proc/{pid}/exe").endswith(" (deleted)")
    except OSError:
        stale = False
    return Running(int(pid), stale)


def start(settings, name, argv):
    """Starts `argv` as a process of its own, its output added to its log; returns the Popen.

    It works in the tree's root, from where it finds the data files of .ladder/cache.
    """
    settings.run.mkdir(parents=True, exist_ok=True)
    settings.log.mkdir(parents=True, exist_ok=True)
    with open(settings.log / f"{name}.log", "ab") as log:
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                 start_new_session=True, cwd=ROOT)
    started = _start_time(child.pid)
    (settings.run / f"{name}.pid").write_text(f"{child.pid}\n{started}\n{argv[0]}\n")
    # Popen returns while exec is still at work, when the child's command line can be empty for a moment.
    end = time.monotonic() + 5
    while child.poll() is None and find(settings, name) is None and time.monotonic() < end:
        time.sleep(0.001)
    return child


def stop(settings, name, patience=20.0, kill=False):
    """Stops it by SIGTERM and, after `patience` seconds, SIGKILL. Says what it took, or None."""
    running = find(settings, name)
    pid_file = settings.run / f"{name}.pid"
    if running is None:
        pid_file.unlink(missing_ok=True)
        return None
    began = time.monotonic()
    _signal(running.pid, signal.SIGKILL if kill else signal.SIGTERM)
    killed = kill
    while find(settings, name) is not None:
        waited = time.monotonic() - began
        if not killed and waited > patience:
            _signal(running.pid, signal.SIGKILL)
            killed = True
        if waited > patience + 10:
            raise Problem(f"{name} (pid {running.pid}) does not end even by SIGKILL.")
        time.sleep(0.02)
    pid_file.unlink(missing_ok=True)
    taken = time.monotonic() - began
    return f"killed after {taken:.1f} s" if killed else f"stopped in {taken:.1f} s"


def _signal(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def require_free(port, what):
    """Refuses a port on which something listens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Problem(f"port {port}, wanted for {what}, is in use by another program: "
                          "stop that program, or set LADDER_PORT_BASE to another first port.")


def last_lines(path, count):
    """The last `count` lines of a log, or a word that there is none."""
    try:
        with open(path, "rb") as log:
            log.seek(0, os.SEEK_END)
            log.seek(max(0, log.tell() - 400 * count))
            return log.read().decode(errors="replace").splitlines()[-count:]
    except OSError:
        return ["(no log)"]
