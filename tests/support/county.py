"""A dozen people who went to work in another province, paid for it: the smallest story in which money moves."""

import time

from cluster import ROOT, Cluster  # noqa: F401  (sets the paths of the demo's modules)

import sys

sys.path.insert(0, str(ROOT / "tools" / "demo_zone"))

from figures import fen  # noqa: E402
from names import Numbers  # noqa: E402
from pay import Payments, number_of  # noqa: E402
from zone_loader import date, division, money, ulid  # noqa: E402
import datetime  # noqa: E402

DAY = datetime.date
WORKERS = 12
VILLAGE, SHENZHEN = division(420625100015), division(440300000000)
HOUSEHOLD, PERSON, SPELL = 41, 42, 43
WAIT_SECONDS = 50


class County:
    """Registers them and leads their transport aid from proposal to reconciled money, over HTTP. Two payments come
    back from the bank and are paid again."""

    def __init__(self, cluster):
        self.cluster = cluster
        self.client = cluster.client("users/clerk")
        self.payments = Payments(cluster.http_address, self.client, lambda payee: "张三",
                                 moved=[f"persons/{ulid(PERSON, index)}" for index in (3, 7)])

    def run(self):
        self.register()
        self.payments.fund(2019, 100_000)
        self.nights(DAY(2019, 6, 4))
        self.payments.submit()
        self.payments.review()
        self.day(DAY(2019, 6, 14))
        self.wait(lambda: not self.payments.claims("IN_PUBLICITY"), "the end of the notice")
        self.payments.approve()
        self.payments.open_accounts()
        paid_on = DAY(2019, 6, 17)
        self.day(paid_on)
        for _ in range(2):  # what comes back is paid again
            self.payments.reissue()
            self.payments.send()
            self.payments.bank.answer(paid_on)
        self.day(DAY(2019, 6, 18))
        self.payments.reconcile(paid_on)

    def nights(self, day):
        """Until the night's work has found everybody: what it hears too late is proposed the night after."""
        for _ in range(5):
            self.day(day)
            end = time.monotonic() + WAIT_SECONDS / 5
            while time.monotonic() < end:
                if len(self.payments.claims()) == WORKERS:
                    return
                time.sleep(0.1)
            day += datetime.timedelta(days=1)
        raise AssertionError("not everybody was proposed for")

    def day(self, day):
        self.cluster.ladder("clock", "set", day.isoformat())

    @staticmethod
    def wait(holds, what):
        end = time.monotonic() + WAIT_SECONDS
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"{what} did not come within {WAIT_SECONDS} s")
            time.sleep(0.1)

    def register(self):
        numbers = Numbers()
        for index in range(WORKERS):
            household, person = ulid(HOUSEHOLD, index), ulid(PERSON, index)
            self.client.post("/v1/households:batchCreate", {"requestId": f"household-{index}", "households": [{
                "householdId": household, "validFrom": date(DAY(2018, 1, 1)), "household": {
                    "householdNo": f"42062599{index:07d}", "householdClass": "HOUSEHOLD_CLASS_REGISTERED_POOR",
                    "registerDivision": VILLAGE, "residenceDivision": VILLAGE}}]})
            self.client.post("/v1/persons:batchCreate", {"requestId": f"person-{index}", "persons": [{
                "personId": person, "household": f"households/{household}", "validFrom": date(DAY(2018, 1, 1)),
                "person": {"displayName": "张三", "education": 70, "capability": "LABOUR_CAPABILITY_FULL",
                           "citizenId": numbers.next_citizen_id(DAY(1980, 3, 2), 1), "wish": "WISH_JOB",
                           "registerDivision": VILLAGE, "residenceDivision": VILLAGE}}]})
            self.client.post(f"/v1/persons/{person}/spells?spellId={ulid(SPELL, index)}"
                             f"&evidence=EVIDENCE_KIND_VISIT&requestId=spell-{index}", {
                                 "form": "EMPLOYMENT_FORM_EMPLOYEE", "workDivision": SHENZHEN, "employerName": "外地企业",
                                 "contract": "CONTRACT_KIND_FIXED_TERM", "contractMonths": 12,
                                 "startedOn": date(DAY(2019, 1, 7)), "wage": money(400_000)})

    def books(self):
        """What must be so however often somebody died; no ids, no instants."""
        payments = self.payments
        entries = self.client.list("/v1/ledgerEntries", "ledgerEntries", pageSize=200)
        return {
            "ledger": payments.books(),
            "entries": sorted((entry["event"], entry["day"]["day"],
                               [(line["account"], fen(line["amount"])) for line in entry["lines"]])
                              for entry in entries),
            "claims": sorted((number_of(claim["beneficiary"]), claim["policy"], claim["state"], fen(claim["amount"]),
                              self.reviews(claim)) for claim in payments.claims()),
            "payments": sorted((number_of(item["payee"]), fen(item["amount"]), item["state"], int(item["attempt"]))
                               for item in payments.items()),
            "reconciled": [(fen(row["ledger"]), fen(row["bank"]), row.get("openCount", "0"))
                           for row in payments.reconciliations()],
            "batches": sorted((int(batch["itemCount"]), fen(batch["total"]), batch["state"])
                              for batch in self.client.list("/v1/payBatches", "payBatches")),
            "files": sorted(self.lines(path) for path in (self.cluster.home / "bank").glob("*.txt")),
        }

    def reviews(self, claim):
        """Who did what, in order."""
        return [(review["step"], review["actor"])
                for review in self.client.list(f"/v1/{claim['name']}/reviews", "claimReviews", pageSize=200)]

    @staticmethod
    def lines(path):
        """A payment file's accounts and amounts; its name and first line carry the batch's number."""
        rows = path.read_bytes().decode("gb18030").splitlines()[1:]
        return sorted(tuple(row.split("|")[1:5]) for row in rows)
