"""A whole suite of its own for one test file: real processes, real database, real HTTP, in a folder that goes away.

    with Cluster() as cluster:
        ann = cluster.client("users/ann")
        ann.post("/v1/households", {...})
"""

import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "demo"))

from api import ApiError, Client  # noqa: E402, F401  (the path must be set first)

PORTS = 100  # a cluster takes its ports from a block of so many


def _free_base():
    """A block of ports of which the first and the gateway's are free now."""
    while True:
        base = random.randrange(20_000, 60_000, PORTS)
        try:
            for port in (base + 1, base + 4, base + 80, base + 81):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return base
        except OSError:
            continue


class Cluster:
    """`flags` are further environment settings of the processes, such as {"LADDER_CRASH_AT": "..."}."""

    def __init__(self, day=None, flags=None):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="ladder-"))
        self.base = _free_base()
        self.environment = {**os.environ, "LADDER_HOME": str(self.home), "LADDER_PORT_BASE": str(self.base),
                            **(flags or {})}
        self.day = day

    def __enter__(self):
        try:
            self.ladder("up")
            if self.day:
                self.ladder("clock", "set", self.day)
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, *failure):
        if failure[0] is not None:
            self.ladder("logs", "-n", "15")
        self._remove()

    def _remove(self):
        self.ladder("down", "--kill")
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def http_address(self):
        return f"127.0.0.1:{self.base + 80}"

    def client(self, principal, **scope):
        return Client(self.http_address, principal, **scope)

    def ladder(self, *words, flags=None, check=True):
        """Runs a verb of ./ladder on this cluster; returns what it printed."""
        ran = subprocess.run([str(ROOT / "ladder"), *words], env={**self.environment, **(flags or {})},
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if check and ran.returncode != 0 and words[0] != "down":
            raise RuntimeError(f"./ladder {' '.join(words)} failed:\n{ran.stdout}")
        return ran.stdout

    def query(self, sql):
        """Rows of the database, each a list of texts, asked by its administrator."""
        ran = subprocess.run(["mariadb", "--no-defaults", f"--socket={self.home / 'db' / 'my.sock'}", "--batch",
                              "--skip-column-names"], input=sql, stdout=subprocess.PIPE, text=True, check=True)
        return [line.split("\t") for line in ran.stdout.splitlines()]

    def runs(self, service):
        """Whether its process is there."""
        pid_file = self.home / "run" / f"{service}.pid"
        try:
            pid = pid_file.read_text().split("\n")[0]
            return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
        except (OSError, IndexError):
            return False

    def kill(self, service):
        """SIGKILL, as a power cut."""
        self.ladder("down", "--kill", service)

    def start(self, service, flags=None):
        self.ladder("up", service, flags=flags)
