#!/usr/bin/python3
"""A walk over pages while people come, move between divisions and go: who was there throughout is shown exactly once.

A walk of what is known now keeps to the divisions in order, so it promises this of people who stay where they are; a
walk of what was known at an instant, as every roster is, promises it of everybody (docs/architecture.md 9.4).
"""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from cluster import Cluster  # noqa: E402  (the path must be set first)
from replica import wait_for  # noqa: E402

VILLAGES = [f"divisions/4206251000{number:02d}" for number in (13, 14, 15)]
TODAY = {"year": 2020, "month": 6, "day": 1}
LONG_AGO = {"year": 2019, "month": 1, "day": 1}
EACH = 24  # people of a village at the start


class WalkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(day="2020-06-01")
        cls.cluster.__enter__()
        cls.client = cls.cluster.client("users/ann")
        since = "&".join(f"validFrom.{key}={value}" for key, value in LONG_AGO.items())
        cls.households = {village: cls.client.post(f"/v1/households?requestId=home-{number}&{since}", {
            "householdNo": f"42062510000000{number}", "householdClass": "HOUSEHOLD_CLASS_REGISTERED_POOR",
            "registerDivision": village})["name"] for number, village in enumerate(VILLAGES, 10)}

    @classmethod
    def tearDownClass(cls):
        cls.cluster.__exit__(None, None, None)

    def register(self, village, count):
        people = [{"person": {"displayName": "李明", "sex": "SEX_MALE", "birth": {"year": 1985, "month": 3, "day": 1},
                              "registerDivision": village, "capability": "LABOUR_CAPABILITY_FULL", "wish": "WISH_JOB"},
                   "household": self.households[village], "validFrom": LONG_AGO} for _ in range(count)]
        return [person["name"] for person in
                self.client.post("/v1/persons:batchCreate", {"persons": people})["persons"]]

    def walk(self, path, collection, key, between, **query):
        """Names in the order of the pages; `between` runs after each page but the last. Also the pages' knownAt."""
        seen, known, token = [], set(), ""
        while True:
            page = self.client.get(path, pageSize=7, **query, **({"pageToken": token} if token else {}))
            seen += [row[key] for row in page.get(collection, [])]
            known.add(page.get("knownAt"))
            token = page.get("nextPageToken", "")
            if not token:
                return seen, known
            between()

    def disturbance(self, names):
        """Changes that take turns: one comes, one moves up, one moves down, one moves away, one dies.

        Each takes people off the ends of its village, so that those in the middle stay."""
        came, moved, gone = [], [], []

        def move(name, village):
            self.client.post(f"/v1/{name}:move", {"registerDivision": village, "residenceDivision": village,
                                                  "validFrom": TODAY})
            moved.append(name)

        def between():
            turn = len(came)
            came.extend(self.register(VILLAGES[turn % 3], 1))
            if len(names[VILLAGES[0]]) > EACH // 2:
                move(names[VILLAGES[0]].pop(), VILLAGES[2])
                move(names[VILLAGES[2]].pop(0), VILLAGES[0])
                away, dead = names[VILLAGES[1]].pop(), names[VILLAGES[1]].pop(0)
                self.client.post(f"/v1/{away}:moveOut", {"validFrom": TODAY})
                self.client.post(f"/v1/{dead}:recordDeath", {"diedOn": TODAY})
                gone.extend((away, dead))
        return between, came, moved, gone

    def start(self):
        """People in every village, sorted as walks are, and an instant that knows them and is settled."""
        names = {village: sorted(self.register(village, EACH)) for village in VILLAGES}
        everybody = {person["name"] for person in self.client.list("/v1/persons", "persons", pageSize=500)}
        instant = self.cluster.query("SELECT DATE_FORMAT(SYSDATE(6), '%Y-%m-%dT%H:%i:%s.%fZ')")[0][0]
        wait_for("the instant to settle", lambda: self.client.get("/v1/rosters:count")["knownAt"] > instant)
        return names, everybody, instant

    def test_a_walk_of_what_is_known_now(self):
        names, everybody, _ = self.start()
        between, came, moved, gone = self.disturbance(names)
        seen, _ = self.walk("/v1/persons", "persons", "name", between)
        self.assertGreaterEqual(min(len(came), len(moved), len(gone)), 10)
        for name in everybody - set(moved) - set(gone):
            self.assertEqual(seen.count(name), 1)
        for name in [*came, *gone]:
            self.assertLessEqual(seen.count(name), 1)
        self.assertLessEqual(set(seen), everybody | set(came))

    def test_a_walk_of_what_was_known_at_an_instant(self):
        names, everybody, instant = self.start()
        between, came, moved, gone = self.disturbance(names)
        seen, _ = self.walk("/v1/persons", "persons", "name", between, knownAt=instant)
        self.assertGreaterEqual(min(len(came), len(moved), len(gone)), 10)
        self.assertEqual(sorted(seen), sorted(everybody))

    def test_a_walk_of_a_roster(self):
        names, _, _ = self.start()
        listed = {row["person"] for row in
                  self.client.list("/v1/rosters:list", "entries", roster="ROSTER_BASE", pageSize=500)}
        self.assertGreaterEqual(listed, {name for village in VILLAGES for name in names[village]})
        between, came, moved, gone = self.disturbance(names)
        seen, known = self.walk("/v1/rosters:list", "entries", "person", between, roster="ROSTER_BASE")
        self.assertGreaterEqual(min(len(came), len(moved), len(gone)), 10)
        self.assertEqual(sorted(seen), sorted(listed))
        self.assertEqual(len(known), 1)


if __name__ == "__main__":
    unittest.main()
