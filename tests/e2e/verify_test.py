#!/usr/bin/python3
"""`./ladder verify policy-cases --stored`: the cases by the parameters in the database of a running suite."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from cluster import Cluster  # noqa: E402  (the path must be set first)

# What the cases of tests/data/policy_cases.csv say about one amount: version, key, the cases that hold by it alone.
CHANGES = [("T-2019", "amount_other_province", {"C028", "C031", "C035", "C038", "C040"}),
           ("AB-2019", "amount_head", {"C093", "C096", "C106"}),
           ("PN-2017", "amount_year", {"C076", "C081"})]


class VerifyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster()
        cls.cluster.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.cluster.__exit__(None, None, None)

    def verify(self):
        """The ids of the cases that fail, and the last line."""
        lines = self.cluster.ladder("verify", "policy-cases", "--stored", check=False).splitlines()
        failed = {line.partition(":")[0] for line in lines if ": expected " in line}
        return failed, lines[-1]

    def move(self, version, key, by):
        self.cluster.query("UPDATE ladder_subsidy.policy_parameter SET value = value + "
                           f"({by}) WHERE param_key = '{key}' AND policy_version_id = "
                           f"(SELECT id FROM ladder_subsidy.policy_version WHERE code = '{version}')")

    def test_one_changed_stored_amount_fails_exactly_its_cases(self):
        failed, counts = self.verify()
        self.assertEqual(failed, set())
        self.assertRegex(counts, r"^[1-9]\d+ passed, 0 failed, 0 not built$")
        for version, key, cases in CHANGES:
            with self.subTest(version=version, key=key):
                self.move(version, key, -100)
                self.assertEqual(self.verify()[0], cases)
                self.move(version, key, 100)
        self.assertEqual(self.verify()[0], set())

    def test_without_the_service_nothing_is_checked(self):
        self.cluster.kill("subsidy")
        failed, said = self.verify()
        self.assertEqual(failed, set())
        self.assertRegex(said, r"^ladder-verify: ")
        self.cluster.start("subsidy")


if __name__ == "__main__":
    unittest.main()
