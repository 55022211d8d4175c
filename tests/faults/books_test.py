#!/usr/bin/python3
"""The books after a power cut: subsidy is killed at named lines while a dozen people are paid, started again, and led
on by the same requests. What the ledger, the payments and the bank's files then say is what an undisturbed run of the
same people says, ids and instants aside.
"""

import contextlib
import os
import pathlib
import random
import sys
import threading
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
sys.path.insert(0, str(ROOT / "tools" / "demo_zone"))

from cluster import Cluster  # noqa: E402  (the path must be set first)
from county import County  # noqa: E402

POINTS = ["subsidy.claim.in_transaction:7", "subsidy.claim.in_transaction:40", "subsidy.batch.sent",
          "subsidy.result.absorbing", "subsidy.result.absorbing:2", "subsidy.statement.absorbing",
          "subsidy.proposal.in_transaction:5"]
LONG = bool(os.environ.get("LADDER_LONG"))


class Restarter(threading.Thread):
    """Starts subsidy again, unarmed, whenever it is gone; counts how often."""

    def __init__(self, cluster):
        super().__init__(daemon=True)
        self.cluster = cluster
        self.deaths = 0
        self.done = threading.Event()

    def run(self):
        while not self.done.wait(0.05):
            if not self.cluster.runs("subsidy"):
                self.deaths += 1
                with contextlib.suppress(RuntimeError):  # killed as it starts: the next look starts it again
                    self.cluster.start("subsidy")


def books(flags=None, kills=None):
    """The books of one county's story; with `kills`, seconds between SIGKILLs, under fire."""
    with Cluster(day="2019-06-03") as cluster:
        if flags:
            cluster.kill("subsidy")
            cluster.start("subsidy", flags=flags)
        restarter = Restarter(cluster)
        restarter.start()
        story = County(cluster)
        killer = threading.Thread(target=fire, args=(cluster, kills or [], restarter.done), daemon=True)
        killer.start()
        story.run()
        restarter.done.set()
        killer.join()
        restarter.join()
        if not cluster.runs("subsidy"):  # the last kill may come when nobody looks any more
            cluster.start("subsidy")
        return story.books(), restarter.deaths


def fire(cluster, kills, done):
    for pause in kills:
        if done.wait(pause):
            return
        cluster.kill("subsidy")


class BooksTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.undisturbed, deaths = books()
        assert deaths == 0 and cls.undisturbed["payments"], "the undisturbed run paid somebody"

    def test_killed_at_named_points(self):
        for point in POINTS:
            with self.subTest(point=point):
                got, deaths = books(flags={"LADDER_CRASH_AT": point})
                self.assertEqual(deaths, 1, f"{point} was not passed")
                self.assertEqual(got, self.undisturbed)
                print(f"{point}: killed once, the books are equal.")

    @unittest.skipUnless(LONG, "a long run")
    def test_killed_at_any_time(self):
        seed = time.time_ns() & 0xffff
        rng, total = random.Random(seed), 0
        while total < 100:
            got, deaths = books(kills=[rng.uniform(0.1, 2.0) for _ in range(60)])
            total += deaths
            self.assertEqual(got, self.undisturbed, f"seed {seed}")
            print(f"{total} kills at any time (seed {seed}), the books are equal.", flush=True)


if __name__ == "__main__":
    unittest.main()
