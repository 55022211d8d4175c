#!/usr/bin/python3
"""The county's main job, as a client does it: through the gateway, over HTTP. Prints a story and a table, and writes
the rows of docs/domain.md 1 that it covers, as {id, what, expected, got, ok}. Every `got` is read back through the API.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import time
import unicodedata
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "demo"))
sys.path.insert(0, str(ROOT / "tools" / "demo_zone"))

import jobs  # noqa: E402  (the path must be set first)
import zone as demo_zone  # noqa: E402
from api import ApiError, Client  # noqa: E402
from baking import FIRST, PRODUCTS, BakingClass  # noqa: E402
from market import Market  # noqa: E402
from names import uscc  # noqa: E402
from pay import Payments  # noqa: E402
from zone_loader import ZONE, ZoneLoader, ulid  # noqa: E402

HIRES = 60
CLAIMS = 12
FIRST_DAY = demo_zone.DAY(2018, 1, 1)  # since when the poverty office's list is known


class Story:
    """What happened, told as it happens, and the figures it must come to."""

    def __init__(self):
        self.rows = []

    def tell(self, text):
        print(text, flush=True)

    def figure(self, row_id, what, expected, got):
        """One figure of the seed and what the API says."""
        self.rows.append({"id": row_id, "what": what, "expected": expected, "got": got, "ok": got == expected})

    def table(self):
        cells = [("ROW", "WHAT", "EXPECTED", "GOT", "")] + [
            (row["id"], row["what"], str(row["expected"]), str(row["got"]), "ok" if row["ok"] else "WRONG")
            for row in self.rows]
        widths = [max(width(line[column]) for line in cells) for column in range(5)]
        for line in cells:
            print("  ".join(cell + " " * (widths[column] - width(cell)) for column, cell in enumerate(line)).rstrip())


def width(text):
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def number(answer, field):
    """proto3 JSON leaves a zero out and writes a 64-bit number as text."""
    return int(answer.get(field, 0))


def fen(amount):
    """Whole fen of a google.type.Money; JSON leaves zeros out."""
    return int(amount.get("units", 0)) * 100 + int(amount.get("nanos", 0)) // 10_000_000


def paid_amount(items, attempt):
    """The amount of the one payment that took so many attempts."""
    return next(item["amount"] for item in items if int(item["attempt"]) == attempt)


class Demo:
    """One run against one gateway."""

    def __init__(self, gateway):
        self.client = Client(urllib.parse.urlsplit(gateway).netloc, "users/demo")
        self.story = Story()
        self.zone = demo_zone.Zone()
        self.zone_name = f"zones/{ulid(ZONE, 0)}"

    def run(self):
        self.set_clock(demo_zone.LOADED_ON)
        self.register_the_zone()
        self.read_the_rosters()
        self.match_and_hire()
        self.bake()
        self.pay()
        return all(row["ok"] for row in self.story.rows)

    def set_clock(self, day):
        subprocess.run([str(ROOT / "ladder"), "clock", "set", day.isoformat()], check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL)
        self.story.tell(f"It is {day} in the county.")

    def register_the_zone(self):
        start = time.monotonic()
        self.story.tell(f"Registering {demo_zone.ZONE_NAME}: 13 communities, every household, every resident.")
        loader = ZoneLoader(self.client, self.zone, FIRST_DAY)
        loader.load(demo_zone.ZONE_NAME, demo_zone.COMMUNITIES)
        self.story.tell(f"  done in {time.monotonic() - start:.0f} s.")
        zone = self.client.get(f"/v1/{self.zone_name}")
        self.story.figure("R01", "communities of the zone", 13, len(zone["members"]))
        people = self.client.get("/v1/persons:count", zone=self.zone_name)
        self.story.figure("R01", "people of the zone", 30_000, number(people, "people"))
        counts = self.client.get("/v1/households:count", zone=self.zone_name).get("counts", [])
        target = [row for row in counts if row["householdClass"] != "HOUSEHOLD_CLASS_NONE"]
        self.story.figure("R02", "poor households 建档立卡", 793, sum(number(row, "households") for row in target))
        self.story.figure("R02", "their people", 2293, sum(number(row, "people") for row in target))
        self.one_number_is_one_person()

    def one_number_is_one_person(self):
        """R08: the same number a second time, in another name, is refused."""
        first = self.zone.households[0]["members"][0]
        try:
            self.client.post("/v1/persons?requestId=impostor", {
                "displayName": "赵钱孙", "citizenId": first["citizen_id"],
                "registerDivision": f"divisions/{demo_zone.COMMUNITIES[0]}"})
            refused = "accepted"
        except ApiError as error:
            refused = error.reason
        self.story.figure("R08", "a second person with one id number", "IDENTITY_NUMBER_TAKEN", refused)

    def settled_rosters(self, **query):
        """Rosters answer what has settled: ask until the load is in them."""
        end = time.monotonic() + 60
        while True:
            counts = self.client.get("/v1/rosters:count", zone=self.zone_name, **query)
            known = counts["knownAt"]
            if known > self.loaded_at or time.monotonic() > end:
                return counts
            time.sleep(0.2)

    def read_the_rosters(self):
        # The next full second: every write so far carries an earlier record time.
        self.loaded_at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 1))
        counts = self.settled_rosters()
        base = number(counts, "base")
        self.story.tell(f"The one database has {base} labourers: {number(counts, 'employed')} employed, "
                        f"{number(counts, 'unemployed')} unemployed, {number(counts, 'notInLabourForce')} not in the "
                        "labour force.")
        self.employed_at_load = number(counts, "employed")
        parts = sum(number(counts, field) for field in ("employed", "unemployed", "notInLabourForce"))
        self.story.figure("R09", "|L| = |R-E| + |R-U| + |R-N|", base, parts)
        classes = counts.get("classes", [])
        unclassified = base - sum(number(row, "people") for row in classes)
        self.story.figure("R10", "labourers without exactly one class", 0, unclassified)
        self.story.figure("R21", "job-seeking intentions 求职意愿", 355, number(counts, "intentions"))
        self.story.figure("R22", "training needs 培训需求", 186, number(counts, "trainingNeeds"))
        poor = self.settled_rosters(householdClass="HOUSEHOLD_CLASS_REGISTERED_POOR")
        self.story.figure("R03", "labourers not yet out of poverty", 131, number(poor, "base"))
        self.story.figure("R03", "of them employed", 129, number(poor, "employed"))
        names = list(self.client.list("/v1/rosters:list", "entries", roster="ROSTER_UNEMPLOYED", zone=self.zone_name,
                                      householdClass="HOUSEHOLD_CLASS_REGISTERED_POOR"))
        self.story.figure("R03", "names left", 2, len(names))


    def match_and_hire(self):
        """Step 2: low-threshold jobs of 7 000, the best for everybody, some hired; the rosters move by themselves."""
        market = Market(self.client, jobs.Market())
        market.load(demo_zone.LOADED_ON)
        counted = self.client.get("/v1/jobs:count")
        self.story.figure("R34", "jobs of the county", 7000, number(counted, "jobs"))
        self.story.figure("R34", "jobs judged by the rule", 7000, market.select())
        low = number(self.client.get("/v1/jobs:count"), "lowThresholdJobs")
        self.story.figure("R34", "low-threshold jobs, 1 800 to 2 000", True, 1800 <= low <= 2000)
        self.wait_for_seekers()
        seekers = market.seekers()
        served = [seeker for seeker in seekers if seeker.get("matches")]
        self.story.tell(f"{low} of 7 000 jobs ask for nothing hard. {len(seekers)} people look for work; "
                        f"{len(served)} have at least one job that fits.")
        hired = 0
        for index, seeker in enumerate(sorted(served, key=lambda seeker: seeker["person"])):
            hired += market.hire(seeker, index, demo_zone.LOADED_ON)
            if hired == HIRES:
                break
        self.story.tell(f"{hired} of them are referred, interviewed, offered a job, and start work.")
        self.story.figure("R14", "labourers hired through us", HIRES, self.hired())
        self.story.figure("R09", "employed after the hires", self.employed_at_load + HIRES, self.employed_now())

    def wait_for_seekers(self):
        """Matching learns of people by the registry's feed: wait until it hears of no one new for three seconds."""
        end, counts = time.monotonic() + 120, []
        while len(counts) < 4 or len(set(counts[-4:])) > 1 or not counts[-1]:
            if time.monotonic() > end:
                return
            counts.append(number(self.client.get("/v1/seekers:count"), "seekers"))
            time.sleep(1)

    def hired(self):
        return len([hire for hire in self.client.list("/v1/hires", "hires", pageSize=200)
                    if hire.get("state") == "STARTED"])

    def employed_now(self):
        """The rosters follow the hires' events within seconds."""
        end = time.monotonic() + 60
        while True:
            employed = number(self.client.get("/v1/rosters:count", zone=self.zone_name), "employed")
            if employed == self.employed_at_load + HIRES or time.monotonic() > end:
                return employed
            time.sleep(0.5)

    def bake(self):
        """Step 3: the baking class of 锅底湖, from applications to certificates; learners gain the skill."""
        self.set_clock(demo_zone.DAY(2019, 4, 15))
        course = BakingClass(self.client, demo_zone.BAKING_COMMUNITY, uscc("420625", 900_001))
        course.plan()
        poor = [person for _, person in self.zone.labourers() if person["spell"] is None][-40:]
        others = [person for household in self.zone.background for person in household["members"]
                  if household["residence_division"] == demo_zone.BAKING_COMMUNITY and self.may_learn(person)][:30]
        offered, waiting = course.apply([f"persons/{person['id']}" for person in poor + others])
        self.story.tell(f"70 apply for 58 seats: {offered} are offered one, {waiting} wait.")
        course.fill()
        self.set_clock(demo_zone.DAY(2019, 5, 2))  # the seats kept for poor households are free for all now
        course.fill()
        taken = ("ENROLLED", "ATTENDING", "COMPLETED", "FAILED")
        seated = [row for row in course.enrolments() if row["state"] in taken]
        self.story.figure("R40", "learners of the baking class", 58, len(seated))
        registered = {f"persons/{person['id']}" for person in poor}
        poor_seated = len([row for row in seated if row["person"] in registered])
        self.story.figure("R40", "of them registered poor, at least 11", True, poor_seated >= 11)
        self.set_clock(FIRST)
        course.step("start")
        self.set_clock(demo_zone.DAY(2019, 6, 3))
        sessions = course.sessions()
        self.story.figure("R40", "days of the class, at most 31", True, len(sessions) <= 31)
        self.story.figure("R40", "products taught, at least 21", True, len(PRODUCTS) >= 21)
        course.attend(sessions, lambda learner, session: learner % 29 == 0 and session % 3 == 0)
        certificates = course.finish()
        learned = self.skilled(certificates)
        self.story.tell(f"{len(certificates)} learners get their certificate; "
                        f"{58 - len(certificates)} were away too often.")
        self.story.figure("R40", "learners who gained the skill", len(certificates), learned)

    def pay(self):
        """Step 4: transport aid from claim to money; one payment comes back from the bank and is paid again."""
        workers = [person for household, person in self.zone.labourers()
                   if household["class"] in ("REGISTERED_POOR", "OUT_OF_POVERTY") and self.left_long_ago(person)]
        payments = Payments(self.client.address, self.client, workers[:CLAIMS])
        payments.fund(2019, 100_000)
        payments.claim()
        payments.review()
        self.story.figure("R56", "claims on public notice", CLAIMS, payments.states().count("IN_PUBLICITY"))
        self.set_clock(demo_zone.DAY(2019, 6, 12))  # five working days and a holiday later
        self.wait_until(lambda: payments.states().count("PUBLIC_OK") == CLAIMS)
        payments.approve()
        payments.release()
        first = payments.batch(1)
        payments.answer(first, 1, "2019-06-13", 1)
        returned = [item["state"] for item in payments.items()].count("RETURNED_BY_BANK")
        self.story.figure("R56", "payments returned by the bank", 1, returned)
        payments.reissue()
        second = payments.batch(2)
        payments.answer(second, 2, "2019-06-14", 0)
        items = payments.items()
        paid = [item for item in items if item["state"] == "PAID"]
        self.story.figure("R56", "distinct payees paid", CLAIMS, len({item["payee"] for item in paid}))
        asked = fen(first["total"]) - fen(paid_amount(items, attempt=2)) + fen(second["total"])
        self.story.figure("R56", "fen the bank paid = fen of the payees", asked,
                          sum(fen(item["amount"]) for item in paid))
        line = self.client.get(f"/v1/{payments.line}")
        self.story.figure("R56", "fen paid by the ledger", asked, fen(line["paid"]))
        self.story.figure("R56", "a second claim for the same work", "CLAIM_LINE_EXISTS",
                          payments.second_claim_is_refused())
        self.story.tell(f"{CLAIMS} claims are checked by three offices, published, approved, batched and paid; one "
                        "payment came back and was paid to a new account.")

    @staticmethod
    def left_long_ago(person):
        spell = person["spell"]
        return spell and spell["place"] == "province" and spell["start"] < demo_zone.DAY(2019, 2, 1)

    def wait_until(self, holds):
        end = time.monotonic() + 60
        while not holds() and time.monotonic() < end:
            time.sleep(0.3)

    @staticmethod
    def may_learn(person):
        age = (demo_zone.LOADED_ON - person["birth"]).days / 365.2425
        return person["capability"] in ("FULL", "SKILLED", "WEAK") and 18 <= age < 50

    def skilled(self, certificates):
        """How many of the certificates the registry shows as skills of their learners."""
        end = time.monotonic() + 60
        while True:
            shown = 0
            for certificate in certificates:
                skills = self.client.get(f"/v1/{certificate['person']}").get("skills", [])
                shown += any(skill.get("certificate") == certificate["name"] for skill in skills)
            if shown == len(certificates) or time.monotonic() > end:
                return shown
            time.sleep(0.5)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gateway", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    demo = Demo(arguments.gateway)
    well = demo.run()
    demo.story.table()
    pathlib.Path(arguments.out).write_text(json.dumps(demo.story.rows, indent=1, ensure_ascii=False) + "\n")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
