#!/usr/bin/python3
"""What a report said it says again, whatever a replica does that is stopped before its COMMIT or whose clock is wrong
(docs/architecture.md 9.4)."""

import concurrent.futures
import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from cluster import Cluster  # noqa: E402  (the path must be set first)
from replica import Replica, wait_for  # noqa: E402

GUODIHU = "divisions/420625100015"
SINCE = "validFrom.year=2019&validFrom.month=1&validFrom.day=1"


def moment(text):
    """An instant of JSON, whose fraction has only the digits it needs, for comparing."""
    seconds, _, fraction = text.rstrip("Z").partition(".")
    return seconds, fraction.ljust(9, "0")


def people(report):
    return int(report.get("base", 0))


class LateCommitTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(day="2020-06-01")
        cls.cluster.__enter__()
        cls.ann = cls.cluster.client("users/ann")
        cls.household = cls.ann.post(f"/v1/households?requestId=home&{SINCE}", {
            "householdNo": "4206251000000001", "householdClass": "HOUSEHOLD_CLASS_REGISTERED_POOR",
            "registerDivision": GUODIHU})["name"]

    @classmethod
    def tearDownClass(cls):
        cls.cluster.__exit__(None, None, None)

    def register(self, client, request_id):
        return client.post(
            f"/v1/persons?requestId={request_id}&household={self.household}&{SINCE}",
            {"displayName": "李明", "sex": "SEX_MALE", "birth": {"year": 1985, "month": 3, "day": 1},
             "registerDivision": GUODIHU, "capability": "LABOUR_CAPABILITY_FULL", "wish": "WISH_JOB"})

    def report(self, client=None, known_at=None):
        return (client or self.ann).get("/v1/rosters:count", **({"knownAt": known_at} if known_at else {}))

    def now(self):
        """The database's clock, as reports tell it."""
        return self.cluster.query("SELECT DATE_FORMAT(SYSDATE(6), '%Y-%m-%dT%H:%i:%s.%fZ')")[0][0]

    def settled_after(self, instant):
        """A report that knows what was recorded until `instant`."""
        reports = []

        def late_enough():
            reports.append(self.report())
            return moment(reports[-1]["knownAt"]) > moment(instant)
        wait_for("a report of that instant", late_enough)
        return reports[-1]

    def assert_recorded_later(self, since, report):
        """What was recorded after `since` has record times that the report didn't know."""
        recorded = self.cluster.query(
            "SELECT DATE_FORMAT(MIN(rec_from), '%Y-%m-%dT%H:%i:%s.%fZ') FROM ladder_registry.class_interval "
            f"WHERE rec_from > '{since.rstrip('Z').replace('T', ' ')}'")[0][0]
        self.assertGreater(moment(recorded), moment(report["knownAt"]))

    def stopped_before_commit(self, request_id, seconds):
        """A writer stopped between its last statement and COMMIT for so long; a report is made meanwhile."""
        before = self.settled_after(self.now())
        since = self.now()
        with Replica(self.cluster, "registry", crash_at="rpc.transaction.written:1:stop") as replica, \
                concurrent.futures.ThreadPoolExecutor(1) as pool:
            writing = pool.submit(self.register, replica.client("users/ann"), request_id)
            wait_for("the writer to stop", replica.is_stopped)
            stopped, end = self.now(), time.monotonic() + seconds
            during = self.settled_after(stopped)
            wait_for("the time of the stop to pass", lambda: time.monotonic() > end)
            replica.go_on()
            person = writing.result()
            again = self.register(replica.client("users/ann"), request_id)
        self.assertEqual(person["name"], again["name"])
        self.assertEqual(people(during), people(before))
        self.assertEqual(self.report(known_at=during["knownAt"]), during)
        self.assert_recorded_later(since, during)
        after = self.settled_after(self.now())
        self.assertEqual(people(after), people(before) + 1)
        self.assertEqual(self.report(known_at=during["knownAt"]), during)

    def test_stopped_for_longer_than_reports_stay_behind(self):
        self.stopped_before_commit("stop-short", 0)

    def test_stopped_until_the_database_has_ended_the_transaction(self):
        self.stopped_before_commit("stop-long", 4)

    def test_a_replica_whose_clock_is_minutes_behind(self):
        first = self.settled_after(self.now())
        since = self.now()
        with Replica(self.cluster, "registry", clock="-5m") as slow:
            self.assertLess(moment(slow.first_log_time()), moment(since))
            self.register(slow.client("users/ann"), "slow")
            self.assert_recorded_later(since, first)
            for client in (self.ann, slow.client("users/ann")):
                self.assertEqual(self.report(client, first["knownAt"]), first)
            after = self.settled_after(self.now())
            self.assertEqual(people(after), people(first) + 1)
            self.assertEqual(self.report(slow.client("users/ann"), after["knownAt"]), after)
            # It doesn't say it knows less, or more, than the others.
            self.assertGreaterEqual(moment(self.report(slow.client("users/ann"))["knownAt"]), moment(after["knownAt"]))
        self.assertEqual(self.report(known_at=first["knownAt"]), first)


if __name__ == "__main__":
    unittest.main()
