#!/usr/bin/python3
"""The database killed and started again under load: what was acknowledged is there, once, in the job market and in the
books of money. The registry's turn is tests/e2e/registry_test.py."""

import concurrent.futures
import pathlib
import sys
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from cluster import ROOT, Cluster  # noqa: E402  (the path must be set first)

sys.path.insert(0, str(ROOT / "tools" / "demo_zone"))

from names import uscc  # noqa: E402

WRITERS = 4
AFTERWARDS = 40  # acknowledged calls of each kind that show that it goes on


class DatabaseKillTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster(day="2020-06-01")
        cls.cluster.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.cluster.__exit__(None, None, None)

    def client(self):
        return self.cluster.client("users/ann")

    def write_until(self, stop, number, write, acknowledged):
        client = self.client()
        while not stop.is_set():
            number += 1
            write(client, number)  # passing failures are sent again with the same request id
            acknowledged.append(number)

    def test_acknowledged_work_survives_the_database(self):
        self.client().post("/v1/budgetLines?requestId=line", {"fund": "FUND_EMPLOYMENT", "year": 2020})
        line = next(self.client().list("/v1/budgetLines", "budgetLines"))["name"]

        def enterprise(client, number):
            client.post(f"/v1/enterprises?requestId=e-{number}", {
                "uscc": uscc("420625", number), "displayName": f"谷城第{number}制衣有限公司", "industry": "C1810",
                "division": "divisions/420625100000", "contactPhone": "13800001234"})

        def fund(client, number):
            client.post(f"/v1/{line}:fund", {"amount": {"currencyCode": "CNY", "units": "3"}, "document": "谷财预[2020]1号",
                                             "requestId": f"f-{number}"})

        kinds = {enterprise: [], fund: []}
        stop = threading.Event()
        with concurrent.futures.ThreadPoolExecutor(2 * WRITERS) as pool:
            writers = [pool.submit(self.write_until, stop, writer * 10_000, write, acknowledged)
                       for write, acknowledged in kinds.items() for writer in range(WRITERS)]
            try:
                self.await_more(kinds, writers)
                self.cluster.kill("mariadb")
                self.cluster.start("registry")  # the database comes first; no process of a service was ended
                self.await_more(kinds, writers)
            finally:
                stop.set()
            for writer in writers:
                writer.result()
        found = [row["uscc"] for row in self.client().list("/v1/enterprises", "enterprises", pageSize=500)]
        self.assertEqual(sorted(found), sorted(uscc("420625", number) for number in kinds[enterprise]))
        money = self.client().get(f"/v1/{line}")
        self.assertEqual(int(money["appropriated"]["units"]), 3 * len(kinds[fund]))
        self.assertEqual(money["free"], money["appropriated"])

    def await_more(self, kinds, writers):
        before = {write: len(acknowledged) for write, acknowledged in kinds.items()}
        while any(len(acknowledged) < before[write] + AFTERWARDS for write, acknowledged in kinds.items()):
            done, _ = concurrent.futures.wait(writers, timeout=0.05, return_when=concurrent.futures.FIRST_EXCEPTION)
            for writer in done:
                writer.result()


if __name__ == "__main__":
    unittest.main()
