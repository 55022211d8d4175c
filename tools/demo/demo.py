#!/usr/bin/python3
"""The county's main job, as a client does it: through the gateway, over HTTP. Prints a story and a table, and writes
the rows of docs/domain.md 1 that it covers, as {id, what, expected, got, ok}. Every `got` is read back through the API.

A second run finds everything done and changes nothing; one that was cut off goes on.
"""

import argparse
import contextlib
import datetime
import json
import pathlib
import subprocess
import sys
import threading
import time
import unicodedata
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "demo"))
sys.path.insert(0, str(ROOT / "tools" / "demo_zone"))

import jobs  # noqa: E402  (the path must be set first)
import zone as demo_zone  # noqa: E402
from api import Client  # noqa: E402
from baking import FIRST, BakingClass  # noqa: E402
from figures import HIRED_ON, HIRES, Figures, fen, number  # noqa: E402
from market import ENTERPRISE, Market  # noqa: E402
from names import uscc  # noqa: E402
from pay import CHECKERS, Payments  # noqa: E402
from zone_loader import ZoneLoader, ulid  # noqa: E402

DAY = demo_zone.DAY
SCHOOL = "谷城县职业培训学校"
FIRST_DAY = DAY(2018, 1, 1)  # since when the poverty office's list is known
YUAN = 600_000
WAIT_SECONDS = 120


def width(text):
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def print_table(rows):
    cells = [("ROW", "WHAT", "EXPECTED", "GOT", "")] + [
        (row["id"], row["what"], str(row["expected"]), str(row["got"]), "ok" if row["ok"] else "WRONG")
        for row in rows]
    widths = [max(width(line[column]) for line in cells) for column in range(5)]
    for line in cells:
        print("  ".join(cell + " " * (widths[column] - width(cell)) for column, cell in enumerate(line)).rstrip())


def tell(text):
    print(text, flush=True)


def ladder(*words):
    """A verb of ./ladder on this home; what it printed."""
    return subprocess.run([str(ROOT / "ladder"), *words], check=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True).stdout


def move_clock(day):
    """Civil days go forward only: a later day stays."""
    today = min(DAY.fromisoformat(line.split()[-1]) for line in ladder("clock", "show").splitlines())
    before_the_story = today > DAY(2020, 12, 31)  # the machine's own day: no request is kept yet
    if today < day or before_the_story:
        ladder("clock", "set", day.isoformat())
        tell(f"It is {day} in the county.")


def wait_until(holds):
    end = time.monotonic() + WAIT_SECONDS
    while not holds() and time.monotonic() < end:
        time.sleep(0.3)


class PowerCut:
    """Ends a service by SIGKILL in the middle of what the block does, and starts it again."""

    def __init__(self, service):
        self.thread = threading.Thread(target=self.cut, args=(service,))

    @staticmethod
    def cut(service):
        time.sleep(0.5)
        ladder("down", "--kill", service)
        tell(f"  {service} was killed in the middle of it, and is started again.")
        ladder("up", service)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.thread.join()


class Demo:
    """One run against one gateway."""

    def __init__(self, gateway):
        self.client = Client(urllib.parse.urlsplit(gateway).netloc, "users/demo")
        self.zone = demo_zone.Zone()
        self.loader = ZoneLoader(self.client, self.zone, FIRST_DAY)
        self.market = Market(self.client, jobs.Market())
        self.course = BakingClass(self.client, demo_zone.BAKING_COMMUNITY, uscc("420625", 900_001))
        self.people = {f"persons/{person['id']}": person for household in self.loader.households
                       for person in household["members"]}
        self.payments = Payments(self.client.address, self.client, self.holder, moved=self.far_away()[:2])

    def far_away(self):
        """Who, of a household once poor, has long worked in another province."""
        return [f"persons/{person['id']}" for household, person in self.zone.labourers()
                if household["class"] in ("REGISTERED_POOR", "OUT_OF_POVERTY")
                and person["spell"] and person["spell"]["place"] == "province"
                and person["spell"]["start"] < DAY(2018, 11, 1)]

    def holder(self, payee):
        """In whose name a payee's account is."""
        if payee in self.people:
            return self.people[payee]["name"]
        firms = {f"enterprises/{ulid(ENTERPRISE, index)}": firm["display_name"]
                 for index, firm in enumerate(self.market.data.enterprises)}
        return firms.get(payee, SCHOOL)

    def run(self):
        move_clock(demo_zone.LOADED_ON)
        self.register_the_zone()
        self.match_and_hire()
        self.pay(first_night=DAY(2019, 3, 5), published_until=DAY(2019, 3, 15), paid_on=DAY(2019, 3, 18))
        self.payments.refuse(*self.at_home())
        self.bake()
        self.pay(first_night=DAY(2019, 6, 4), published_until=DAY(2019, 6, 14), paid_on=DAY(2019, 6, 17),
                 power_cut=True)
        self.pay(first_night=DAY(2019, 9, 5), published_until=DAY(2019, 9, 17), paid_on=DAY(2019, 9, 18))
        for policy, count in sorted(self.payments.paid_by_policy().items()):
            tell(f"  {policy:9} {count} payments")

    def figures(self):
        return Figures(self.client, self.zone, self.course, self.payments).read()

    def register_the_zone(self):
        start = time.monotonic()
        tell(f"Registering {demo_zone.ZONE_NAME}: 13 communities, every household, every resident.")
        self.loader.load(demo_zone.ZONE_NAME, demo_zone.COMMUNITIES)
        tell(f"  done in {time.monotonic() - start:.0f} s.")

    def match_and_hire(self):
        """Step 2: low-threshold jobs of 7 000, the best for everybody, some hired; the rosters move by themselves."""
        self.market.load(demo_zone.LOADED_ON)
        if self.hired() == HIRES:
            return
        self.market.select()
        self.wait_for_seekers()
        low = number(self.client.get("/v1/jobs:count"), "lowThresholdJobs")
        seekers = self.market.seekers()
        served = sorted((seeker for seeker in seekers if seeker.get("matches")), key=lambda seeker: seeker["person"])
        tell(f"{low} of 7 000 jobs ask for nothing hard. {len(seekers)} people look for work; {len(served)} have at "
             "least one job that fits.")
        move_clock(HIRED_ON)
        for referral in self.market.referrals():
            self.market.lead(referral, HIRED_ON)
        for index, seeker in enumerate(served):
            if self.hired() == HIRES:
                break
            referral = self.market.refer(seeker, index)
            if referral:
                self.market.lead(self.client.get(f"/v1/{referral}"), HIRED_ON)
        tell(f"{self.hired()} of them are referred, interviewed, offered a job, and start work.")

    def wait_for_seekers(self):
        """Matching learns of people by the registry's feed: wait until it hears of no one new for three seconds."""
        counts = []

        def quiet():
            time.sleep(0.7)
            counts.append(number(self.client.get("/v1/seekers:count"), "seekers"))
            return len(counts) >= 4 and counts[-1] and len(set(counts[-4:])) == 1
        wait_until(quiet)

    def hired(self):
        return len([hire for hire in self.client.list("/v1/hires", "hires", pageSize=200)
                    if hire["state"] in ("STARTED", "ENDED")])

    def bake(self):
        """Step 3: the baking class of 锅底湖, from applications to certificates; learners gain the skill."""
        move_clock(DAY(2019, 4, 15))
        course = self.course
        course.plan()
        if course.state() in ("OPEN", "FULL"):
            course.apply(self.applicants())
            states = [row["state"] for row in course.enrolments()]
            tell(f"{len(states)} apply for 58 seats; {states.count('OFFERED')} are offered one at once, "
                 f"{states.count('WAITLISTED')} wait.")
            course.fill()
        move_clock(DAY(2019, 5, 2))  # the seats kept for poor households are free for all now
        course.fill()
        move_clock(FIRST)
        course.step("start", "OPEN", "FULL")
        move_clock(DAY(2019, 6, 3))
        course.attend(course.sessions(), lambda learner, session: learner % 29 == 0 and session % 3 == 0)
        course.finish()
        certificates = len(course.certificates())
        tell(f"{certificates} learners of the baking class get their certificate; {58 - certificates} were away too "
             "often.")

    def applicants(self):
        """Poor people without work and their neighbours: 70 for 58 seats."""
        poor = [person for _, person in self.zone.labourers() if person["spell"] is None][-40:]
        others = [person for household in self.zone.background for person in household["members"]
                  if household["residence_division"] == demo_zone.BAKING_COMMUNITY and self.may_learn(person)][:30]
        return [f"persons/{person['id']}" for person in poor + others]

    @staticmethod
    def may_learn(person):
        age = (demo_zone.LOADED_ON - person["birth"]).days / 365.2425
        return person["capability"] in ("FULL", "SKILLED", "WEAK") and 18 <= age < 50

    def pay(self, first_night, published_until, paid_on, power_cut=False):
        """Step 4: aids from proposal to money, for what people did until that night. The service that pays may be
        killed in the middle of it (step 5)."""
        self.payments.fund(2019, YUAN)
        self.nights(first_night)
        self.claim(published_until, power_cut)
        self.send(paid_on)

    def at_home(self):
        """Somebody who works in their own community, and that work."""
        person = next(person for _, person in self.zone.labourers()
                      if person["spell"] and person["spell"]["place"] == "local")
        name = f"persons/{person['id']}"
        return name, self.client.get(f"/v1/{name}/spells")["spells"][0]["name"]

    def nights(self, first):
        """Two nights, in which the service looks for everybody to whom something is due: what it hears of too late
        for the first is found in the second."""
        for day in (first, first + datetime.timedelta(days=1)):
            move_clock(day)
            counts = []

            def quiet():
                counts.append(len(self.payments.claims("PROPOSED")))
                return len(counts) > 5 and len(set(counts[-5:])) == 1
            wait_until(quiet)
        proposed = counts[-1]
        if proposed:
            tell(f"  {proposed} aids are proposed: nobody had to ask for them.")

    def claim(self, published_until, power_cut=False):
        """From the proposals of the night to what nobody objected to."""
        payments = self.payments
        payments.submit()
        with PowerCut("subsidy") if payments.claims(*CHECKERS) and power_cut else contextlib.nullcontext():
            payments.review()
        move_clock(published_until)
        wait_until(lambda: not payments.claims("IN_PUBLICITY"))

    def send(self, paid_on):
        """From approval to what the bank has paid, and paid again where it came back."""
        payments = self.payments
        payments.approve()
        payments.open_accounts()
        move_clock(paid_on)
        for _ in range(2):
            payments.reissue()
            payments.send()
            payments.bank.answer(paid_on)
        move_clock(paid_on + datetime.timedelta(days=1))
        payments.reconcile(paid_on)
        payments.submit()  # what was proposed meanwhile: a proposal lapses after 30 days


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gateway", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--figures_only", action="store_true", help="tell what the API says, do nothing")
    arguments = parser.parse_args()
    demo = Demo(arguments.gateway)
    if not arguments.figures_only:
        demo.run()
    rows = demo.figures()
    print_table(rows)
    pathlib.Path(arguments.out).write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    return 0 if all(row["ok"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
