"""The labour market of the demo: enterprises, carriers and 7 000 jobs; selection, recommendation, referral and hire.

Every step looks at the state before it acts, so that what was begun is finished and what was done is left alone.
"""

from api import ApiError
from zone_loader import date, money, progress, ulid

JOBS_A_BATCH = 250
ENTERPRISE, CARRIER, REFERRAL, JOB = 11, 12, 13, 14


class Market:
    """`data` is tools/demo_zone's jobs.Market. Ids and request ids follow the seed's order."""

    def __init__(self, client, data):
        self.client = client
        self.data = data

    def load(self, day):
        for index, enterprise in enumerate(self.data.enterprises):
            name = f"enterprises/{ulid(ENTERPRISE, index)}"
            self.client.ensure(f"/v1/enterprises?enterpriseId={ulid(ENTERPRISE, index)}&requestId=enterprise-{index}", {
                "uscc": enterprise["uscc"], "displayName": enterprise["display_name"],
                "industry": enterprise["industry"], "division": f"divisions/{enterprise['division']}"})
            if self.client.get(f"/v1/{name}")["state"] == "REGISTERED":
                self.client.post(f"/v1/{name}:verify", {"requestId": f"enterprise-verify-{index}"})
            progress("enterprises", index + 1, len(self.data.enterprises))
        for index, carrier in enumerate(self.data.carriers):
            body = {"kind": "CARRIER_KIND_" + carrier["kind"], "displayName": carrier["display_name"],
                    "division": f"divisions/{carrier['division']}"}
            if carrier["enterprise"] is not None:
                body["enterprise"] = f"enterprises/{ulid(ENTERPRISE, carrier['enterprise'])}"
            name = f"carriers/{ulid(CARRIER, index)}"
            self.client.ensure(f"/v1/carriers?carrierId={ulid(CARRIER, index)}&requestId=carrier-{index}", body)
            if self.client.get(f"/v1/{name}")["state"] == "PROPOSED":
                self.client.post(f"/v1/{name}:recognise",
                                 {"day": date(day), "requestId": f"carrier-recognise-{index}"})
        jobs = self.data.jobs
        for start in range(0, len(jobs), JOBS_A_BATCH):
            batch = [{"name": f"jobs/{ulid(JOB, start + index)}", **self._job(job)}
                     for index, job in enumerate(jobs[start:start + JOBS_A_BATCH])]
            self.client.ensure("/v1/jobs:batchCreate", {"jobs": batch, "publish": True, "requestId": f"jobs-{start}"})
            progress("jobs", min(start + JOBS_A_BATCH, len(jobs)), len(jobs))

    @staticmethod
    def _job(job):
        return {"enterprise": f"enterprises/{ulid(ENTERPRISE, job['enterprise'])}", "title": job["title"],
                "occupation": job["occupation"], "division": f"divisions/{job['division']}",
                "vacancies": job["vacancies"],
                "wageLow": money(job["wage_low"] * 100), "wageHigh": money(job["wage_high"] * 100),
                "wageFixed": money(job["wage_fixed"] * 100), "hoursPerWeek": job["hours_per_week"],
                "shift": "SHIFT_NIGHT" if job["night"] else "SHIFT_DAY", "liveIn": job["live_in"],
                "educationMin": job["education_min"], "experienceMonthsMin": job["experience_months_min"],
                "skills": job["skills"], "trainingGiven": job["training_given"], "physicalLoad": "PHYSICAL_LOAD_LIGHT",
                "certificates": [{"code": need["code"], "byLaw": need["by_law"],
                                  "obtainableDays": need["obtainable_days"]} for need in job["certificates"]],
                "contractKind": "CONTRACT_KIND_FIXED_TERM", "contractMonths": job["contract_months"],
                "socialInsurance": True, "expireDate": date(job["expires_on"])}

    def select(self):
        """Judges every open job by the rule of today."""
        query = {"pageSize": 500}
        while True:
            answer = self.client.post("/v1/jobs:select", query)
            if "nextPageToken" not in answer:
                return
            query["pageToken"] = answer["nextPageToken"]

    def seekers(self):
        """Every willing unemployed labourer with the best jobs for them."""
        return list(self.client.list("/v1/seekers", "seekers", pageSize=200, limit=3))

    def refer(self, seeker, number):
        """Refers a seeker to the best job with a vacancy; the referral's name, or None when all of the best are
        taken by now."""
        person = seeker["person"]
        for place, match in enumerate(seeker["matches"]):
            referral = ulid(REFERRAL, number * 10 + place)
            try:
                self.client.post(f"/v1/{person}/referrals?referralId={referral}&requestId=refer-{number}-{place}",
                                 {"job": match["job"]})
                return f"{person}/referrals/{referral}"
            except ApiError as error:
                if error.reason != "JOB_FULL":
                    raise
        return None

    def referrals(self, state=""):
        query = {"state": state} if state else {}
        return list(self.client.list("/v1/persons/-/referrals", "referrals", pageSize=200, **query))

    def lead(self, referral, day):
        """Through interview and offer to the first day of work."""
        number = referral["name"][-26:]
        steps = {"REFERRED": ("interview", {}),
                 "INTERVIEWED": ("offer", {"offer": {
                     "wage": self.client.get(f"/v1/{referral['job']}")["wageLow"], "startDate": date(day),
                     "contractKind": "CONTRACT_KIND_FIXED_TERM", "contractMonths": 12}}),
                 "OFFERED": ("accept", {}), "ACCEPTED": ("start", {})}
        while referral["state"] in steps:
            verb, body = steps[referral["state"]]
            referral = self.client.post(f"/v1/{referral['name']}:{verb}",
                                        {"day": date(day), "requestId": f"{verb}-{number}", **body})
