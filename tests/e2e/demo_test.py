#!/usr/bin/python3
"""The county's main job, once in a home of its own and then again: `./ladder demo` from nothing comes to every figure;
a second run, and a third after every stored request was forgotten, change no row and no balance; one job and one
learner altered move exactly their figures.
"""

import json
import pathlib
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from cluster import Cluster  # noqa: E402  (the path must be set first)

# What may grow by asking alone: stored answers, and who read what.
GROWS = {"request"}
SKILLED = ("R40", "learners who gained the skill")
CERTIFIED = ("R40", "certificates of those who completed")
LOW_THRESHOLD = ("R34", "low-threshold jobs")


class DemoTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster()
        cls.rows = cls.demo()
        cls.counts = cls.count_rows()

    @classmethod
    def tearDownClass(cls):
        cls.cluster.__exit__(None, None, None)

    @classmethod
    def demo(cls, *words):
        print(cls.cluster.ladder("demo", *words, check=False), flush=True)
        file = cls.cluster.home / "demo.json"
        rows = json.loads(file.read_text()) if file.exists() else []
        file.unlink(missing_ok=True)
        return rows

    @classmethod
    def count_rows(cls):
        """Rows of every table of every service."""
        tables = cls.cluster.query(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema LIKE 'ladder\\_%'")
        sums = [f"SELECT '{schema}.{table}', COUNT(*) FROM `{schema}`.`{table}`" for schema, table in tables
                if table not in GROWS]
        return dict(cls.cluster.query(" UNION ALL ".join(sums)))

    def test_1_every_figure_is_as_expected(self):
        self.assertGreaterEqual({row["id"] for row in self.rows}, {
            "R01", "R02", "R08", "R09", "R10", "R14", "R21", "R22", "R34", "R40", "R56"})
        self.assertEqual([row for row in self.rows if not row["ok"]], [])

    def test_2_a_second_run_changes_nothing(self):
        self.assert_nothing_changes()

    def test_3_nor_does_one_without_the_stored_requests(self):
        for schema in {name.split(".")[0] for name in self.counts}:
            self.cluster.query(f"DELETE FROM `{schema}`.request")
        self.assert_nothing_changes()

    def assert_nothing_changes(self):
        """By another run: no figure, and no row of any table."""
        self.assertEqual(self.demo(), self.rows)
        counts = self.count_rows()
        grown = {table: (self.counts.get(table), count) for table, count in counts.items()
                 if count != self.counts.get(table)}
        self.assertEqual(grown, {})

    def test_4_what_is_altered_moves_its_figures_alone(self):
        client = self.cluster.client("users/officer")
        job = next(job for job in client.list("/v1/jobs", "jobs", lowThreshold="true", state="OPEN")
                   if job["educationMin"] != 20)
        client.patch(f"/v1/{job['name']}", {"educationMin": 20}, updateMask="educationMin")
        self.assertEqual(self.moved(), {LOW_THRESHOLD: -1})
        certificate = next(client.list("/v1/certificates", "certificates"))
        client.post(f"/v1/{certificate['name']}:revoke", {"reason": "ISSUED_IN_ERROR"})
        self.assertEqual(self.moved(), {LOW_THRESHOLD: -1, CERTIFIED: -1, SKILLED: -1})

    def moved(self):
        """Figure to what it changed by since the demo, of those that changed."""
        before = {(row["id"], row["what"]): row["got"] for row in self.rows}
        after = {(row["id"], row["what"]): row["got"] for row in self.demo("--figures_only")}
        return {key: after[key] - before[key] for key in before if after[key] != before[key]}


if __name__ == "__main__":
    unittest.main()
