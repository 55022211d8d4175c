"""A second process of a service on the schema of the first, with a gateway of its own, so that a test can choose which
of the two it asks, and can stop this one or give it another clock.

    with Replica(cluster, "registry", crash_at="rpc.transaction.written:1:stop") as replica:
        replica.client("users/ann").post(...)
"""

import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.request

from cluster import ROOT, Client

SECONDS = 60


def _free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def wait_for(what, condition):
    """Polls until `condition` holds; what is waited for is named when it never does."""
    end = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {SECONDS} s: {what}")
        time.sleep(0.01)


class Replica:
    """`clock` is a libfaketime setting such as "-5m"; `flags` replace those of the first process."""

    def __init__(self, cluster, service, clock=None, **flags):
        self.cluster, self.service, self.clock, self.flags = cluster, service, clock, flags
        self.listen, self.metrics, self.http, self.inner, self.gateway_metrics = _free_ports(5)
        self.children = []

    def __enter__(self):
        environment = dict(os.environ)
        if self.clock:
            library = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
            # Waits go by the monotonic clock, which no clock error touches.
            environment |= {"LD_PRELOAD": str(library), "FAKETIME": self.clock, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        self.process = self._start(self.service, environment, {
            **self.flags, "listen": f"127.0.0.1:{self.listen}", "metrics_listen": f"127.0.0.1:{self.metrics}"})
        self._start("gateway", dict(os.environ), {
            "listen": f"127.0.0.1:{self.inner}", "http_listen": f"127.0.0.1:{self.http}",
            "metrics_listen": f"127.0.0.1:{self.gateway_metrics}",
            "upstreams": ",".join(self._upstreams())})
        wait_for("the replica to be ready", lambda: self._is_ready(self.metrics))
        wait_for("its gateway to be ready", lambda: self._is_ready(self.gateway_metrics))
        return self

    def __exit__(self, *failure):
        for child in self.children:
            child.kill()
            child.wait()

    def client(self, principal, **scope):
        return Client(f"127.0.0.1:{self.http}", principal, **scope)

    def first_log_time(self):
        """When it began to serve, by its own clock."""
        lines = (self.cluster.home / f"replica-{self.service}.log").read_text().splitlines()
        return next(json.loads(line) for line in lines if f":{self.listen}" in line)["time"]

    def is_stopped(self):
        return pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"

    def go_on(self):
        os.kill(self.process.pid, signal.SIGCONT)

    def _command(self, service):
        """The command line of the running process."""
        pid = (self.cluster.home / "run" / f"{service}.pid").read_text().split("\n")[0]
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode().rstrip("\0").split("\0")

    def _upstreams(self):
        """Those of the running gateway, with this process in place of the first."""
        flag = next(word for word in self._command("gateway") if word.startswith("--upstreams="))
        for upstream in flag.partition("=")[2].split(","):
            name = upstream.partition("=")[0]
            yield f"{name}=127.0.0.1:{self.listen}" if name == self.service else upstream

    def _start(self, service, environment, flags):
        """Starts the same with some of the flags replaced."""
        command = [word for word in self._command(service) if word.partition("=")[0].lstrip("-") not in flags]
        command += [f"--{name}={value}" for name, value in flags.items()]
        with open(self.cluster.home / f"replica-{service}.log", "ab") as log:
            child = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log,
                                     stderr=subprocess.STDOUT)
        self.children.append(child)
        return child

    def _is_ready(self, port):
        if any(child.poll() is not None for child in self.children):
            logs = "".join(path.read_text() for path in self.cluster.home.glob("replica-*.log"))
            raise AssertionError(f"the replica ended:\n{logs[-3000:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=1) as answer:
                return b"\nladder_ready 1" in answer.read()
        except OSError:
            return False
