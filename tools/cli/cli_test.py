"""Tests of ./ladder's parts: no build, but a real private database, real processes and real ports."""

import contextlib
import datetime
import io
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import unittest

import bench
import build
import clock
import cluster
import database
import main
import metrics
import processes
import settings as configuration
from settings import Problem

HERE = pathlib.Path(__file__).resolve().parent
STAND_IN = HERE / "testdata" / "service.py"


def free_port_base():
    """A first port from which the ports that two services use are free just now."""
    for base in range(20000 + os.getpid() % 20000, 60000, 100):
        try:
            for port in (base + 1, base + 2, base + 11, base + 12):
                processes.require_free(port, "a test")
            return base
        except Problem:
            continue
    raise AssertionError("no free ports")


class SettingsTest(unittest.TestCase):
    def test_bad_values_name_their_variable(self):
        for variable, value in (("LADDER_PORT_BASE", "http"), ("LADDER_PORT_BASE", "80"),
                                ("LADDER_DB_DSN", "mysql://x")):
            with self.assertRaisesRegex(Problem, variable):
                configuration.load({variable: value})

    def test_another_database_needs_an_administrator(self):
        with self.assertRaisesRegex(Problem, "LADDER_DB_ADMIN_USER"):
            configuration.load({"LADDER_DB_DSN": "tcp://127.0.0.1:3306"})

    def test_no_port_is_given_twice(self):
        services = configuration.load({}).services
        ports = [port for service in services
                 for port in (service.listen, service.metrics, service.http) if port]
        self.assertEqual(len(ports), len(set(ports)))

    def test_unknown_service(self):
        with self.assertRaisesRegex(Problem, "there is no service 'bank'"):
            configuration.load({}).service("bank")


class EntryTest(unittest.TestCase):
    """The script itself, as a newcomer meets it."""

    def ladder(self, *words):
        return subprocess.run([str(configuration.ROOT / "ladder"), *words], capture_output=True,
                              text=True, stdin=subprocess.DEVNULL)

    def test_every_verb_has_help(self):
        listed = self.ladder("--help")
        self.assertEqual(listed.returncode, 0)
        for verb in ["setup", *main.VERBS]:
            self.assertIn(f"  {verb} ", listed.stdout)
            for words in ((verb, "--help"), (verb, "x", "-h")):
                told = self.ladder(*words)
                self.assertEqual(told.returncode, 0, words)
                self.assertTrue(told.stdout.startswith(f"./ladder {verb}"), words)

    def test_what_it_does_not_know_is_one_line(self):
        for words, said in ((("dance",), "no such verb: dance"), (("down", "bank"), "no service"),
                            (("clock", "stop"), "clock takes"), (("logs", "-n", "x"), "invalid"),
                            (("setup", "all"), "setup takes no 'all'")):
            refused = self.ladder(*words)
            self.assertNotEqual(refused.returncode, 0, words)
            self.assertIn(said, refused.stderr, words)
            self.assertEqual(refused.stderr.count("\n"), 1, words)


class MetricsTest(unittest.TestCase):
    def test_pages(self):
        day = datetime.date(2020, 3, 31)
        cases = [("", metrics.Report(False, None)),
                 ("ladder_ready 1\n", metrics.Report(True, None)),
                 ("# HELP ladder_ready x\nladder_ready{process=\"registry\"} 1\n"
                  "ladder_civil_day 20200331\n", metrics.Report(True, day)),
                 ("ladder_ready 0\nladder_civil_day 2.0200331e+07\n", metrics.Report(False, day))]
        for page, expected in cases:
            self.assertEqual(metrics.parse(page), expected, page)

    def test_nobody_there(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            self.assertIsNone(metrics.read(unused.getsockname()[1]))


class ClockTest(unittest.TestCase):
    def test_forward_only_unless_empty(self):
        cases = [([0, 0], 5, True, False), ([5, 5], 5, True, False), ([5, 0], 3, True, True),
                 ([5, 5], 3, False, False), ([-9, -9], -3, True, False)]
        for offsets, wanted, requests, refused in cases:
            why = clock.refusal(offsets, wanted, requests)
            self.assertEqual(why is not None, refused, (offsets, wanted, requests))

    def test_bad_day(self):
        for text in ("2020-02-30", "yesterday", "31.3.2020"):
            with self.assertRaisesRegex(Problem, "is not a day"):
                clock.parse_day(text)


class BenchTest(unittest.TestCase):
    def test_ratio_above_one_is_better(self):
        row = {"name": "a", "peer": "b", "unit": "x", "ours": [4, 2, 3], "theirs": [2, 2, 1]}
        self.assertEqual(bench.summary(row | {"better": "higher"})["ratio"], 1.5)
        self.assertEqual(bench.summary(row | {"better": "lower"})["ratio"], 0.667)


class WithHome(unittest.TestCase):
    """A home of its own, and nothing left running after it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="ladder-cli-")
        self.addCleanup(folder.cleanup)
        self.settings = configuration.load({"LADDER_HOME": folder.name,
                                            "LADDER_PORT_BASE": str(free_port_base())})

    def quietly(self, function, *arguments):
        """What `function` printed."""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            function(*arguments)
        return printed.getvalue()


class ProcessTest(WithHome):
    def start(self, *argv):
        child = processes.start(self.settings, "x", list(argv))
        self.addCleanup(child.wait)
        self.addCleanup(child.kill)
        return child

    def test_found_stopped_and_gone(self):
        child = self.start("/bin/sleep", "600")
        self.assertEqual(processes.find(self.settings, "x"), processes.Running(child.pid, False))
        self.assertRegex(processes.stop(self.settings, "x"), "^stopped in")
        self.assertIsNone(processes.find(self.settings, "x"))
        self.assertIsNone(processes.stop(self.settings, "x"))

    def test_one_that_ignores_sigterm_is_killed(self):
        child = self.start(sys.executable, "-c", "import signal, time\n"
                           "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                           "print('deaf', flush=True)\ntime.sleep(600)")
        log = self.settings.log / "x.log"
        while "deaf" not in log.read_text():
            self.assertIsNone(child.poll())
        self.assertRegex(processes.stop(self.settings, "x", patience=0.2), "^killed after")

    def test_a_pid_used_again_is_not_ours(self):
        self.start("/bin/sleep", "600")
        pid_file = self.settings.run / "x.pid"
        pid, started, program = pid_file.read_text().split()
        for foreign in (f"{pid}\n{int(started) + 1}\n{program}\n", f"{pid}\n{started}\n/bin/cat\n",
                        "", "x\ny\nz\n"):
            pid_file.write_text(foreign)
            self.assertIsNone(processes.find(self.settings, "x"), foreign)

    def test_busy_port_is_named(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            with self.assertRaisesRegex(Problem, f"port {port}, wanted for the gateway"):
                processes.require_free(port, "the gateway")


class ClusterTest(WithHome):
    """up, clock, status and down with a stand-in for a service."""

    def setUp(self):
        super().setUp()
        built = {"registry-svc/registry-svc", "matching-svc/matching-svc"}
        kept = build.program, build.known_targets, build.compile_targets

        def restore():
            build.program, build.known_targets, build.compile_targets = kept
        self.addCleanup(restore)
        build.program = lambda path, preset="dev": STAND_IN if path in built else None
        build.known_targets = lambda preset="dev": {"registry-svc", "matching-svc"}
        build.compile_targets = lambda targets, preset="dev": None
        self.addCleanup(lambda: self.quietly(cluster.down, self.settings, [], False))

    def as_service(self, sql, user="ladder_registry"):
        """Runs SQL as the service's user; the exit code."""
        password = database.password_file(self.settings, user).read_text().strip()
        return subprocess.run(
            ["mariadb", "--no-defaults", f"--socket={database.socket_path(self.settings)}",
             f"--user={user}"], input=sql, text=True, capture_output=True,
            env={"MYSQL_PWD": password, "PATH": os.environ["PATH"]}).returncode

    def test_the_whole_life(self):
        said = self.quietly(cluster.up, self.settings, [])
        self.assertIn("training: not in this tree yet", said)
        self.assertIn("registry: ready.", said)
        first = processes.find(self.settings, "registry")
        self.assertNotIn("ready.", self.quietly(cluster.up, self.settings, []))
        self.assertEqual(processes.find(self.settings, "registry"), first)
        self.assertIn("ready", self.quietly(cluster.status, self.settings))

        for path in self.settings.secrets.iterdir():
            self.assertEqual(path.stat().st_mode & 0o777, 0o600, path)
        self.assertEqual(self.as_service("INSERT INTO ladder_registry.request VALUES (1);"), 0)
        for forbidden in ("SELECT * FROM ladder_matching.request;",
                          "DROP TABLE ladder_registry.request;", "CREATE DATABASE elsewhere;",
                          "SELECT * FROM mysql.global_priv;"):
            self.assertNotEqual(self.as_service(forbidden), 0, forbidden)

        later = clock.system_day() + datetime.timedelta(days=40)
        self.assertIn(str(later), self.quietly(clock.set_day, self.settings, str(later)))
        self.assertEqual(metrics.read(self.settings.service("matching").metrics).day, later)
        with self.assertRaisesRegex(Problem, "forward only"):
            clock.set_day(self.settings, str(clock.system_day()))

        self.assertIn("registry: killed", self.quietly(cluster.down, self.settings,
                                                       ["registry"], True))
        self.assertIn("down", self.quietly(cluster.status, self.settings))
        self.assertIn("registry: ready.", self.quietly(cluster.up, self.settings, ["registry"]))
        order = self.quietly(cluster.down, self.settings, [], False).split(":")
        self.assertEqual(order[0], "matching")
        self.assertIn("mariadb", order[-2])

    def test_a_deep_home_gets_a_short_socket(self):
        deep = pathlib.Path("/") / "/".join(["a" * 50] * 3)
        path = database.socket_path(configuration.load({"LADDER_HOME": str(deep)}))
        self.assertLessEqual(len(str(path)), database.SOCKET_PATH_MAX)
        self.assertNotEqual(path, database.socket_path(
            configuration.load({"LADDER_HOME": str(deep / "b")})))

    def test_a_service_that_dies_is_told_with_its_log(self):
        build.program = lambda path, preset="dev": pathlib.Path("/bin/false")
        cluster._migrate, kept = (lambda *_: None), cluster._migrate
        self.addCleanup(setattr, cluster, "_migrate", kept)
        with self.assertRaisesRegex(Problem, "registry ended at once"):
            self.quietly(cluster.up, self.settings, ["registry"])


if __name__ == "__main__":
    unittest.main()
