"""The labour market of the demo: enterprises, carriers and 7 000 jobs; selection, recommendation, referral and hire."""

from api import ApiError
from zone_loader import date, money, progress, ulid

JOBS_A_BATCH = 250
ENTERPRISE, CARRIER, REFERRAL = 11, 12, 13


class Market:
    """`data` is tools/demo_zone's jobs.Market. Ids and request ids follow the seed's order."""

    def __init__(self, client, data):
        self.client = client
        self.data = data

    def load(self, day):
        for index, enterprise in enumerate(self.data.enterprises):
            name = f"enterprises/{ulid(ENTERPRISE, index)}"
            self.client.post(f"/v1/enterprises?enterpriseId={ulid(ENTERPRISE, index)}&requestId=enterprise-{index}", {
                "uscc": enterprise["uscc"], "displayName": enterprise["display_name"],
                "industry": enterprise["industry"], "division": f"divisions/{enterprise['division']}"})
            self.client.post(f"/v1/{name}:verify", {"requestId": f"enterprise-verify-{index}"})
            progress("enterprises", index + 1, len(self.data.enterprises))
        for index, carrier in enumerate(self.data.carriers):
            body = {"kind": "CARRIER_KIND_" + carrier["kind"], "displayName": carrier["display_name"],
                    "division": f"divisions/{carrier['division']}"}
            if carrier["enterprise"] is not None:
                body["enterprise"] = f"enterprises/{ulid(ENTERPRISE, carrier['enterprise'])}"
            self.client.post(f"/v1/carriers?carrierId={ulid(CARRIER, index)}&requestId=carrier-{index}", body)
            self.client.post(f"/v1/carriers/{ulid(CARRIER, index)}:recognise",
                             {"day": date(day), "requestId": f"carrier-recognise-{index}"})
        jobs = self.data.jobs
        for start in range(0, len(jobs), JOBS_A_BATCH):
            batch = [self._job(job) for job in jobs[start:start + JOBS_A_BATCH]]
            self.client.post("/v1/jobs:batchCreate",
                             {"jobs": batch, "publish": True, "requestId": f"jobs-{start}"})
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
        """Judges every open job by the rule of today; returns how many were judged."""
        judged, token, page = 0, "", 0
        while True:
            body = {"pageSize": 500, "requestId": f"select-{page}"}
            if token:
                body["pageToken"] = token
            answer = self.client.post("/v1/jobs:select", body)
            judged += int(answer.get("judged", 0))
            token, page = answer.get("nextPageToken", ""), page + 1
            if not token:
                return judged

    def seekers(self):
        """Every willing unemployed labourer with the best jobs for them."""
        return list(self.client.list("/v1/seekers", "seekers", pageSize=200, limit=3))

    def hire(self, seeker, number, day):
        """Refers a seeker to the best job with a vacancy, through interview and offer to the first day of work; False
        when all of the best are taken by now."""
        person = seeker["person"]
        for place, match in enumerate(seeker["matches"]):
            referral = ulid(REFERRAL, number * 10 + place)
            try:
                self.client.post(f"/v1/{person}/referrals?referralId={referral}&requestId=refer-{number}-{place}",
                                 {"job": match["job"]})
                break
            except ApiError as error:
                if error.reason != "JOB_FULL":
                    raise
        else:
            return False
        name = f"{person}/referrals/{referral}"
        self.client.post(f"/v1/{name}:interview", {"day": date(day), "requestId": f"interview-{number}"})
        self.client.post(f"/v1/{name}:offer", {
            "day": date(day), "requestId": f"offer-{number}",
            "offer": {"wage": match["wageLow"], "startDate": date(day), "contractKind": "CONTRACT_KIND_FIXED_TERM",
                      "contractMonths": 12}})
        self.client.post(f"/v1/{name}:accept", {"day": date(day), "requestId": f"accept-{number}"})
        self.client.post(f"/v1/{name}:start", {"day": date(day), "requestId": f"start-{number}"})
        return True
