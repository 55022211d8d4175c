#!/usr/bin/python3
"""What every service serves beside its own business, through the gateway: operations; and what it tells an operator."""

import pathlib
import sys
import time
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from cluster import ApiError, Cluster  # noqa: E402  (the path must be set first)

SERVICES = ("registry", "matching", "training", "subsidy")
NOBODY = "01ARYZ6S41TSV4RRFFQ69G5FAV"


class OperationsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(day="2020-06-01")
        cls.cluster.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.cluster.__exit__(None, None, None)

    def refusal(self, call, *arguments):
        with self.assertRaises(ApiError) as refused:
            call(*arguments)
        return refused.exception.status, refused.exception.reason

    def test_every_service_lists_its_operations_under_its_own_name(self):
        client = self.cluster.client("users/ann")
        for service in SERVICES:
            with self.subTest(service):
                self.assertEqual(client.get(f"/v1/{service}/operations"), {})
                name = f"{service}/operations/{NOBODY}"
                self.assertEqual(self.refusal(client.get, f"/v1/{name}"), (404, "NOT_FOUND"))
                self.assertEqual(self.refusal(client.post, f"/v1/{name}:cancel", {"requestId": "cancel"}),
                                 (404, "NOT_FOUND"))

    def test_operations_need_their_permission(self):
        client = self.cluster.client("users/ann", permissions="matching.*")
        self.assertEqual(self.refusal(client.get, "/v1/registry/operations"), (403, "PERMISSION_DENIED"))
        self.assertEqual(client.get("/v1/matching/operations"), {})

    def metrics(self, number):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.cluster.base + 10 + number}/metrics", timeout=5) as page:
            return page.read().decode().splitlines()

    def test_the_feeds_are_followed_and_the_gauges_say_so(self):
        wanted = {'ladder_feed_following{source="registry"} 1', 'ladder_feed_behind{source="registry"} 0',
                  'ladder_feed_parked{source="registry"} 0', "ladder_feed_unnumbered 0"}
        for number, service in enumerate(SERVICES[1:], start=2):
            with self.subTest(service):
                until = time.monotonic() + 30
                while missing := wanted.difference(self.metrics(number)):
                    self.assertLess(time.monotonic(), until, missing)
                    time.sleep(0.2)


if __name__ == "__main__":
    unittest.main()
