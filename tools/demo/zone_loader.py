"""Loads the demo zone through the public API: divisions are there, zone, households, people, work and wishes follow.

Ids are made from the seed's order: what is there already is refused as such, so that loading twice changes nothing.
"""

import sys

HOUSEHOLDS_A_BATCH = 100
PEOPLE_A_BATCH = 60
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(kind, number):
    """A fixed id: the seed's day as its time, the kind and the number as its last bits."""
    value = (1_551_398_400_000 << 80) | (kind << 64) | (number + 1)
    text = ""
    for _ in range(26):
        text = CROCKFORD[value & 31] + text
        value >>= 5
    return text


HOUSEHOLD, PERSON, SPELL, INTENTION, ZONE = 1, 2, 3, 4, 5


def date(day):
    return {"year": day.year, "month": day.month, "day": day.day}


def money(fen):
    return {"currencyCode": "CNY", "units": str(fen // 100), "nanos": fen % 100 * 10_000_000}


def division(code):
    return f"divisions/{code}"


def progress(what, done, total):
    if sys.stderr.isatty() or done == total:
        print(f"\r  {what}: {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


class ZoneLoader:
    """`zone` is tools/demo_zone's; `client` an api.Client whose prefix names this load."""

    def __init__(self, client, zone, first_day):
        self.client = client
        self.zone = zone
        self.first_day = first_day  # since when the facts hold
        self.households = zone.households + zone.background
        number = 0
        for index, household in enumerate(self.households):
            household["id"] = ulid(HOUSEHOLD, index)
            for person in household["members"]:
                person["id"] = ulid(PERSON, number)
                person["household"] = household
                number += 1

    def load(self, name, communities):
        self._zone(name, communities)
        self._households()
        self._people()
        self._work()
        self._wishes()

    def _zone(self, name, communities):
        self.client.ensure(f"/v1/zones?zoneId={ulid(ZONE, 0)}&requestId=zone-0", {
            "displayName": name, "members": [division(code) for code in communities],
            "validFrom": date(self.first_day)})

    def _batches(self, items, size, what):
        for start in range(0, len(items), size):
            yield start, items[start:start + size]
            progress(what, min(start + size, len(items)), len(items))

    def _households(self):
        for start, batch in self._batches(self.households, HOUSEHOLDS_A_BATCH, "households"):
            rows = [{"householdId": household["id"], "validFrom": date(self.first_day),
                     "household": self._household(household)} for household in batch]
            self.client.ensure("/v1/households:batchCreate", {"households": rows, "requestId": f"households-{start}"})

    def _household(self, household):
        row = {"householdNo": household["household_no"], "householdClass": "HOUSEHOLD_CLASS_" + household["class"],
               "registerDivision": division(household["register_division"]),
               "residenceDivision": division(household["residence_division"]), "relocated": household["relocated"]}
        if household["class"] in ("UNSTABLE", "MARGINAL", "SUDDEN_HARDSHIP"):
            row["riskOn"] = date(self.first_day)
        if household["relocated"]:
            row["relocationSite"] = "MOJIAHE"
        return row

    def _people(self):
        people = [person for household in self.households for person in household["members"]]
        for start, batch in self._batches(people, PEOPLE_A_BATCH, "people"):
            rows = [{"personId": person["id"], "validFrom": date(max(self.first_day, person["birth"])),
                     "household": f"households/{person['household']['id']}", "person": self._person(person)}
                    for person in batch]
            self.client.ensure("/v1/persons:batchCreate", {"persons": rows, "requestId": f"persons-{start}"})

    def _person(self, person):
        household = person["household"]
        row = {"displayName": person["name"], "citizenId": person["citizen_id"], "education": person["education"],
               "capability": "LABOUR_CAPABILITY_" + person["capability"], "wish": "WISH_JOB",
               "registerDivision": division(household["register_division"]),
               "residenceDivision": division(household["residence_division"])}
        if person["student"]:
            row["activity"] = "ACTIVITY_STUDENT"
        return row

    def _work(self):
        workers = [person for household in self.zone.households for person in household["members"] if person["spell"]]
        for index, person in enumerate(workers):
            self.client.ensure(f"/v1/persons/{person['id']}/spells?spellId={ulid(SPELL, index)}"
                               f"&evidence=EVIDENCE_KIND_VISIT&requestId=spell-{index}", self._spell(person["spell"]))
            progress("employment spells", index + 1, len(workers))

    def _spell(self, spell):
        form = {"self": "EMPLOYMENT_FORM_SELF", "farm": "EMPLOYMENT_FORM_FARM"}.get(spell["place"],
                                                                                    "EMPLOYMENT_FORM_EMPLOYEE")
        row = {"form": form, "workDivision": division(spell["division"]), "startedOn": date(spell["start"]),
               "wage": money(spell["wage_fen"])}
        if form == "EMPLOYMENT_FORM_EMPLOYEE":
            row.update(employerName="外地企业", contract="CONTRACT_KIND_FIXED_TERM",
                       contractMonths=spell["contract_months"])
        return row

    def _wishes(self):
        wishes = [(person, wish) for household in self.zone.households for person in household["members"]
                  for wish in person["intentions"]]
        for index, (person, wish) in enumerate(wishes):
            body = {"person": f"persons/{person['id']}", "kind": "INTENTION_KIND_" + wish["kind"],
                    "occupations": [wish["occupation"]], "openedOn": date(self.zone_day())}
            if wish["wage_min_fen"]:
                body["wageMin"] = money(wish["wage_min_fen"])
            self.client.ensure(f"/v1/intentions?intentionId={ulid(INTENTION, index)}&requestId=intention-{index}", body)
            progress("intentions", index + 1, len(wishes))

    def zone_day(self):
        return self.zone.loaded_on
