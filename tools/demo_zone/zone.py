"""The demo zone: the seed figures of docs/domain.md 1 as data, from one seed. Structure is real, people are not.

Everything is plain dictionaries of Python values; the loader turns them into API requests. Equal seeds give equal
zones.
"""

import datetime
import random

from names import Numbers, person_name

DAY = datetime.date
LOADED_ON = DAY(2019, 3, 1)  # the civil day on which the zone is registered

# Docs/domain.md 1 R01: 13 members. Three are named by the seed; the others are neighbours of 城关镇, to be confirmed.
ZONE_NAME = "谷城县经济开发区"
COMMUNITIES = [420625100000 + n for n in (14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26)]
RELOCATION_SITE = 420625100017   # 莫家河
BAKING_COMMUNITY = 420625100015  # 锅底湖
HOME_TOWNSHIP_VILLAGES = [420625200200, 420625200201, 420625200202]  # 赵湾乡, the home of most relocated households

FIGURES = {
    "households": 793, "people": 2293, "residents": 30_000, "poor_labourers": 131, "poor_employed": 129,
    "intentions": 355, "training_needs": 186, "jobs": 7000, "classes": 9, "learners": 685, "baking_learners": 58,
    "workshops": 17,
}


def birth_of_age(rng, low, high):
    """A birthday that makes the person low..high full years old on the day of loading."""
    first = DAY(LOADED_ON.year - high - 1, LOADED_ON.month, LOADED_ON.day) + datetime.timedelta(days=1)
    last = DAY(LOADED_ON.year - low, LOADED_ON.month, LOADED_ON.day)
    return first + datetime.timedelta(days=rng.randrange((last - first).days + 1))


class Zone:
    """All of the zone's records, made in a fixed order."""

    def __init__(self, seed=20190301):
        self.rng = random.Random(seed)
        self.numbers = Numbers()
        self.loaded_on = LOADED_ON
        self.households = []   # target households, 793 with 2 293 members
        self.background = []   # households of the other residents
        self._make_target_households()
        self._make_background()
        self._assign_work()
        self._assign_wishes()

    # People ------------------------------------------------------------------------------------------------------

    def _person(self, sex, birth, **facts):
        person = {"name": person_name(self.rng, sex), "sex": sex, "birth": birth,
                  "citizen_id": self.numbers.next_citizen_id(birth, sex), "education": self._education(birth),
                  "capability": "FULL", "student": False, "spell": None, "intentions": []}
        person.update(facts)
        return person

    def _education(self, birth):
        if birth.year < 1960:
            return self.rng.choice((80, 80, 70))
        if birth.year < 1985:
            return self.rng.choice((70, 70, 70, 80, 60, 40))
        return self.rng.choice((70, 60, 40, 30, 20))

    def _adult(self, low=18, high=54):
        sex = self.rng.choice((1, 2))
        upper = min(high, 59 if sex == 1 else 54)
        person = self._person(sex, birth_of_age(self.rng, min(low, upper), upper))
        if self.rng.random() < 0.12:
            person["capability"] = self.rng.choice(("SKILLED", "WEAK"))
        return person

    def _elder(self):
        sex = self.rng.choice((1, 2))
        return self._person(sex, birth_of_age(self.rng, 61, 84), capability=self.rng.choice(("LOST", "NONE", "WEAK")))

    def _child(self):
        sex = self.rng.choice((1, 2))
        birth = birth_of_age(self.rng, 1, 15)
        return self._person(sex, birth, education=90, capability="NONE", student=birth.year < 2013)

    def _disabled(self):
        person = self._adult()
        person["capability"] = "LOST"
        return person

    # Households --------------------------------------------------------------------------------------------------

    def _make_target_households(self):
        sizes = self._sizes(FIGURES["households"], FIGURES["people"])
        poor_left = FIGURES["poor_labourers"]
        for index, size in enumerate(sizes):
            # The first households are those not yet out of poverty, until they hold the seed's 131 labourers.
            poor = poor_left > 0
            adults = min(size, 1 if size == 1 else 2 if size < 5 else 3)
            if poor:
                adults = min(adults, poor_left)
                poor_left -= adults
            members = [self._adult() for _ in range(adults)]
            members += [self.rng.choice((self._elder, self._child, self._disabled))() for _ in range(size - adults)]
            relocated = index % 793 < 151
            community = RELOCATION_SITE if relocated else COMMUNITIES[index % len(COMMUNITIES)]
            self.households.append({
                "household_no": f"4206251{index + 1:08d}",
                "class": "REGISTERED_POOR" if poor else self._class_out_of_poverty(),
                "relocated": relocated,
                "register_division": self.rng.choice(HOME_TOWNSHIP_VILLAGES) if relocated else community,
                "residence_division": community, "members": members})

    def _class_out_of_poverty(self):
        return self.rng.choices(("OUT_OF_POVERTY", "UNSTABLE", "MARGINAL", "SUDDEN_HARDSHIP"), (94, 3, 2, 1))[0]

    def _sizes(self, count, total):
        """`count` household sizes of 1 to 6 that sum to `total`."""
        sizes = [self.rng.choices((1, 2, 3, 4, 5, 6), (14, 26, 28, 18, 10, 4))[0] for _ in range(count)]
        while (difference := total - sum(sizes)) != 0:
            place = self.rng.randrange(count)
            step = 1 if difference > 0 else -1
            if 1 <= sizes[place] + step <= 6:
                sizes[place] += step
        return sizes

    def _make_background(self):
        people = FIGURES["residents"] - FIGURES["people"]
        for index, size in enumerate(self._sizes(people // 3, people)):
            adults = min(size, 2)
            members = [self._adult() for _ in range(adults)]
            members += [self.rng.choice((self._elder, self._child))() for _ in range(size - adults)]
            community = COMMUNITIES[index % len(COMMUNITIES)]
            self.background.append({"household_no": f"4206259{index + 1:08d}", "class": "NONE", "relocated": False,
                                    "register_division": community, "residence_division": community,
                                    "members": members})

    # Work and wishes ---------------------------------------------------------------------------------------------

    def labourers(self, poor=None):
        """(household, person) of working age and ability in target households."""
        for household in self.households:
            if poor is not None and (household["class"] == "REGISTERED_POOR") != poor:
                continue
            for person in household["members"]:
                age = (LOADED_ON - person["birth"]).days / 365.2425
                able = person["capability"] in ("FULL", "SKILLED", "WEAK")
                if able and 16 <= age < (60 if person["sex"] == 1 else 55):
                    yield household, person

    def _assign_work(self):
        """Employment of the day of loading: R03's 129 of 131, and about two thirds of the others."""
        poor = [person for _, person in self.labourers(poor=True)]
        for person in poor[:FIGURES["poor_employed"]]:
            person["spell"] = self._spell()
        for _, person in self.labourers(poor=False):
            if self.rng.random() < 0.66:
                person["spell"] = self._spell()

    def _spell(self):
        place = self.rng.choices(("local", "county", "province", "self", "farm"), (30, 20, 38, 7, 5))[0]
        division = {"local": self.rng.choice(COMMUNITIES), "county": 420602000000,
                    "province": self.rng.choice((440300000000, 310115000000, 330100000000, 110105000000)),
                    "self": self.rng.choice(COMMUNITIES), "farm": self.rng.choice(COMMUNITIES)}[place]
        start = DAY(2018, 1, 1) + datetime.timedelta(days=self.rng.randrange(400))
        return {"place": place, "division": division, "start": start, "contract_months": self.rng.choice((12, 24, 36)),
                "wage_fen": self.rng.randrange(1800, 5200, 100) * 100}

    def _assign_wishes(self):
        """R21 and R22: 355 job intentions and 186 training needs, of unemployed labourers first."""
        unemployed = [person for _, person in self.labourers() if person["spell"] is None]
        employed = [person for _, person in self.labourers() if person["spell"] is not None]
        for index in range(FIGURES["intentions"]):
            person = (unemployed + employed)[index % (len(unemployed) + len(employed))]
            kind = self.rng.choices(("JOB", "STARTUP", "INTERNSHIP"), (90, 7, 3))[0]
            person["intentions"].append({"kind": kind, "occupation": self._occupation(),
                                         "wage_min_fen": self.rng.choice((1800, 2000, 2500, 3000)) * 100})
        pool = unemployed + employed
        for index in range(FIGURES["training_needs"]):
            person = pool[(index * 3) % len(pool)]
            person["intentions"].append({"kind": "TRAINING", "occupation": self._occupation(), "wage_min_fen": 0})

    def _occupation(self):
        return self.rng.choice(("4-03-02-03", "4-10-01-05", "6-04-05-01", "4-09-08-01", "6-29-03-05", "4-02-05-01"))


if __name__ == "__main__":
    zone = Zone()
    poor = list(zone.labourers(poor=True))
    print("households", len(zone.households), "people", sum(len(h["members"]) for h in zone.households))
    print("residents", sum(len(h["members"]) for h in zone.households + zone.background))
    print("poor labourers", len(poor), "employed", sum(p["spell"] is not None for _, p in poor))
    print("labourers", len(list(zone.labourers())))
    wishes = [wish["kind"] for household in zone.households for person in household["members"]
              for wish in person["intentions"]]
    print("intentions", len(wishes) - wishes.count("TRAINING"), "needs", wishes.count("TRAINING"))
