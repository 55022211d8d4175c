"""The seed's figures (docs/domain.md 1) as the API tells them, whenever it is asked: a roster is read as of its day,
everything else from what is kept for good. Reading changes nothing.
"""

import time

import zone as demo_zone
from api import ApiError
from baking import PRODUCTS
from zone_loader import ZONE, date, ulid

HIRED_ON = demo_zone.DAY(2019, 3, 4)
HIRES = 60
SETTLE_SECONDS = 60
POLICIES = "ABSORB LIVING TRAIN TRANSPORT"
SEATED = ("ENROLLED", "ATTENDING", "COMPLETED", "FAILED")


def number(answer, field):
    """proto3 JSON leaves a zero out and writes a 64-bit number as text."""
    return int(answer.get(field, 0))


def fen(amount):
    """Whole fen of a google.type.Money; JSON leaves zeros out."""
    return int(amount.get("units", 0)) * 100 + int(amount.get("nanos", 0)) // 10_000_000


class Figures:
    """Rows {id, what, expected, got, ok}. `client` may read everything; `course` is the baking class, `payments` the
    money's story.
    """

    def __init__(self, client, zone, course, payments):
        self.client = client
        self.zone = zone
        self.course = course
        self.payments = payments
        self.zone_name = f"zones/{ulid(ZONE, 0)}"
        self.rows = []

    def read(self):
        # The next full second: every write so far carries an earlier record time.
        self.asked_at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 1))
        self.place()
        self.rosters()
        self.market()
        self.class_of_58()
        self.money()
        return self.rows

    def row(self, row_id, what, expected, got, holds=None):
        """One figure of the seed and what the API says; `holds` is its test when it is no equality."""
        well = got == expected if holds is None else holds(got)
        self.rows.append({"id": row_id, "what": what, "expected": expected, "got": got, "ok": well})

    def place(self):
        zone = self.client.get(f"/v1/{self.zone_name}")
        self.row("R01", "communities of the zone", 13, len(zone["members"]))
        people = self.client.get("/v1/persons:count", zone=self.zone_name)
        self.row("R01", "people of the zone", 30_000, number(people, "people"))
        counts = self.client.get("/v1/households:count", zone=self.zone_name).get("counts", [])
        target = [row for row in counts if row["householdClass"] != "HOUSEHOLD_CLASS_NONE"]
        self.row("R02", "poor households 建档立卡", 793, sum(number(row, "households") for row in target))
        self.row("R02", "their people", 2293, sum(number(row, "people") for row in target))
        self.row("R08", "a second person with one id number", "IDENTITY_NUMBER_TAKEN", self.impostor())

    def impostor(self):
        """What the registry says to the same number in another name."""
        first = self.zone.households[0]["members"][0]
        try:
            self.client.post(f"/v1/persons?requestId={self.client.next_request_id()}", {
                "displayName": "赵钱孙", "citizenId": first["citizen_id"],
                "registerDivision": f"divisions/{demo_zone.COMMUNITIES[0]}"})
            return "accepted"
        except ApiError as error:
            return error.reason

    def counted(self, day, **query):
        """The rosters of a day. They answer what has settled: asked again until every write so far is in them."""
        end = time.monotonic() + SETTLE_SECONDS
        while True:
            counts = self.client.get("/v1/rosters:count", zone=self.zone_name, **self.as_of(day), **query)
            if counts["knownAt"] > self.asked_at or time.monotonic() > end:
                return counts
            time.sleep(0.2)

    @staticmethod
    def as_of(day):
        return {f"asOf.{part}": value for part, value in date(day).items()}

    def rosters(self):
        loaded = demo_zone.LOADED_ON
        counts = self.counted(loaded)
        base = number(counts, "base")
        parts = sum(number(counts, field) for field in ("employed", "unemployed", "notInLabourForce"))
        self.row("R09", "|L| = |R-E| + |R-U| + |R-N|", base, parts)
        classes = counts.get("classes", [])
        self.row("R10", "labourers without exactly one class", 0, base - sum(number(row, "people") for row in classes))
        self.row("R21", "job-seeking intentions 求职意愿", 355, number(counts, "intentions"))
        self.row("R22", "training needs 培训需求", 186, number(counts, "trainingNeeds"))
        poor = {"householdClass": "HOUSEHOLD_CLASS_REGISTERED_POOR"}
        left = self.counted(loaded, **poor)
        self.row("R03", "labourers not yet out of poverty", 131, number(left, "base"))
        self.row("R03", "of them employed", 129, number(left, "employed"))
        names = list(self.client.list("/v1/rosters:list", "entries", roster="ROSTER_UNEMPLOYED", zone=self.zone_name,
                                      **self.as_of(loaded), **poor))
        self.row("R03", "names left", 2, len(names))
        expected = number(counts, "employed") + HIRES
        self.row("R09", "employed after the hires", expected,
                 self.settled(lambda: number(self.counted(HIRED_ON), "employed"), expected))

    @staticmethod
    def settled(ask, expected):
        """What follows by events is asked for until it is so, or for a minute."""
        end = time.monotonic() + SETTLE_SECONDS
        while True:
            got = ask()
            if got == expected or time.monotonic() > end:
                return got
            time.sleep(0.5)

    def market(self):
        hires = [hire for hire in self.client.list("/v1/hires", "hires", pageSize=200)
                 if hire["state"] in ("STARTED", "ENDED")]
        self.row("R14", "labourers hired through us", HIRES, len(hires))
        counts = self.client.get("/v1/jobs:count")
        self.row("R34", "jobs of the county", 7000, number(counts, "jobs"))
        self.row("R34", "low-threshold jobs", "1 800 to 2 000", number(counts, "lowThresholdJobs"),
                 lambda got: 1800 <= got <= 2000)

    def class_of_58(self):
        seated = [row for row in self.course.enrolments() if row["state"] in SEATED]
        self.row("R40", "learners of the baking class", 58, len(seated))
        poor = {f"persons/{person['id']}" for household in self.zone.households for person in household["members"]}
        self.row("R40", "of them registered poor", "11 or more", len([row for row in seated if row["person"] in poor]),
                 lambda got: got >= 11)
        self.row("R40", "days of the class", "31 or fewer", len(self.course.sessions()), lambda got: 0 < got <= 31)
        modules = self.client.get(f"/v1/{self.course.name}")["modules"]
        self.row("R40", "products taught", len(PRODUCTS), len(modules))
        completed = len([row for row in seated if row["state"] == "COMPLETED"])
        valid = [row for row in self.course.certificates() if row["state"] == "ISSUED"]
        self.row("R40", "certificates of those who completed", completed, len(valid))
        self.row("R40", "learners who gained the skill", completed,
                 self.settled(lambda: self.skilled(seated), completed))

    def skilled(self, learners):
        """How many learners the registry shows with the skill of this class's certificates."""
        names = {row["name"] for row in self.course.certificates()}
        return sum(any(skill.get("certificate") in names
                       for skill in self.client.get(f"/v1/{learner['person']}").get("skills", []))
                   for learner in learners)

    def money(self):
        """R52, R56: what was paid, to whom, and that it is to the fen what the bank has."""
        paid = self.payments.paid()
        self.row("R52", "policies that paid", POLICIES, " ".join(sorted(self.payments.paid_by_policy())))
        refused = {claim["lines"][0]["decision"]["reason"] for claim in self.payments.claims("REJECTED")}
        self.row("R52", "why a claim was refused", "NOT_OUT_OF_COUNTY", " ".join(sorted(refused)))
        self.row("R56", "distinct payees", "under 1 000", len({item["payee"] for item in paid}),
                 lambda got: 0 < got < 1000)
        self.row("R56", "payments that came back and were paid again", 2,
                 len([item for item in paid if int(item["attempt"]) > 1]))
        reconciled = self.payments.reconciliations()
        books = self.payments.books()
        bank = sum(fen(row["bank"]) for row in reconciled)
        self.row("R56", "fen the payees got = fen the bank paid", bank, sum(fen(item["amount"]) for item in paid))
        self.row("R56", "fen paid by the ledger = fen the bank paid", bank,
                 sum(balance for account, balance in books.items() if account.endswith("_PAID")))
        self.row("R56", "differences between ledger and bank", 0, sum(number(row, "openCount") for row in reconciled))
        self.row("R56", "sum of the ledger's accounts", 0, sum(books.values()))
