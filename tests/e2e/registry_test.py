#!/usr/bin/python3
"""The registry as the county sees it: real processes, a durable database, HTTP through the gateway."""

import concurrent.futures
import pathlib
import sys
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from cluster import ApiError, Cluster  # noqa: E402  (the path must be set first)

GUODIHU, HUJIAJING = "divisions/420625100015", "divisions/420625100014"


def household(number, division=GUODIHU):
    return {"householdNo": f"4206251{number:08d}", "householdClass": "HOUSEHOLD_CLASS_REGISTERED_POOR",
            "registerDivision": division}


class RegistryTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(day="2020-06-01")
        cls.cluster.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.cluster.__exit__(None, None, None)

    def client(self, name="users/ann", **scope):
        return self.cluster.client(name, **scope)

    def create(self, client, number, request_id):
        return client.post(f"/v1/households?requestId={request_id}", household(number))

    def test_one_request_id_twenty_times_in_parallel(self):
        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            answers = list(pool.map(lambda _: self.create(self.client(), 1, "twenty"), range(20)))
        self.assertTrue(all(answer == answers[0] for answer in answers))

        def refused(_):
            try:
                self.create(self.client(), 1, "twenty-refused")
                return "accepted"
            except ApiError as error:
                return error.reason
        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            self.assertEqual(set(pool.map(refused, range(20))), {"HOUSEHOLD_NO_TAKEN"})

    def test_another_villages_household_does_not_exist(self):
        name = self.create(self.client(), 2, "scope")["name"]
        officer = self.client("users/officer", divisions="420625100014")
        with self.assertRaises(ApiError) as refused:
            officer.get(f"/v1/{name}")
        self.assertEqual((refused.exception.status, refused.exception.reason), (404, "NOT_FOUND"))

    def test_bad_input_names_the_field_in_both_languages(self):
        with self.assertRaises(ApiError) as refused:
            self.client().post("/v1/persons?requestId=bad", {"displayName": "李明", "citizenId": "420625190103059013",
                                                             "registerDivision": GUODIHU})
        self.assertEqual(refused.exception.reason, "ID_CHECKSUM")
        details = refused.exception.body["error"]["details"]
        violations = [detail for detail in details if "fieldViolations" in detail][0]["fieldViolations"]
        self.assertEqual(violations[0]["field"], "person.citizen_id")
        self.assertEqual({detail["locale"] for detail in details if "locale" in detail}, {"zh-CN", "en"})
        self.assertNotIn("420625190103059013", str(refused.exception.body))
        with self.assertRaises(ApiError) as refused:
            self.client().get("/v1/persons", village=GUODIHU)  # an unknown filter is never "all"
        self.assertEqual(refused.exception.status, 400)

    def under_load(self, disturb, first_number):
        """Writers go on while `disturb` happens; what was acknowledged is there, the rest once or not at all."""
        acknowledged, stop = [], threading.Event()

        def write(writer):
            client = self.client()
            number = first_number + writer * 10_000
            while not stop.is_set():
                number += 1
                self.create(client, number, f"load-{number}")  # passing failures are sent again with the same id
                acknowledged.append(f"4206251{number:08d}")
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            writers = [pool.submit(write, writer) for writer in range(4)]
            disturb()
            before = len(acknowledged)
            while len(acknowledged) < before + 40:  # and it goes on afterwards
                for writer in writers:
                    if writer.done():
                        writer.result()
            stop.set()
            for writer in writers:
                writer.result()
        found = [row["householdNo"] for row in self.client().list("/v1/households", "households", pageSize=500)]
        for number in acknowledged:
            self.assertEqual(found.count(number), 1, number)
        self.assertEqual(len(found), len(set(found)))

    def test_the_registry_killed_under_load(self):
        def disturb():
            self.cluster.kill("registry")
            self.cluster.start("registry")
        self.under_load(disturb, 1_000_000)

    def test_the_database_killed_under_load(self):
        def disturb():
            self.cluster.kill("mariadb")
            self.cluster.start("registry")  # the database comes first; the registry's process was never ended
        self.under_load(disturb, 2_000_000)

    def test_a_walk_under_inserts_shows_who_was_there_once(self):
        client = self.client()
        names = [self.create(client, 3_000_000 + number, f"walk-{number}")["name"] for number in range(30)]
        seen, token = [], ""
        for page in range(1000):
            answer = client.get("/v1/households", pageSize=7, **({"pageToken": token} if token else {}))
            seen += [row["name"] for row in answer.get("households", [])]
            token = answer.get("nextPageToken", "")
            if not token:
                break
            self.create(client, 3_100_000 + page, f"walk-insert-{page}")
        for name in names:
            self.assertEqual(seen.count(name), 1)
        self.assertEqual(len(seen), len(set(seen)))


if __name__ == "__main__":
    unittest.main()
