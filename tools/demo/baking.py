"""The baking class of 锅底湖 (docs/domain.md 1 R40): 58 seats, a waitlist, a month of attendance, certificates."""

import datetime

from api import ApiError
from zone_loader import date, progress, ulid

CLASS, SESSION, ENROLMENT = 21, 22, 23
FIRST, LAST = datetime.date(2019, 5, 6), datetime.date(2019, 6, 2)
SEATS = 58
PRODUCTS = ["戚风蛋糕", "海绵蛋糕", "芝士蛋糕", "慕斯蛋糕", "纸杯蛋糕", "蛋挞", "泡芙", "曲奇", "桃酥", "凤梨酥", "蛋黄酥",
            "月饼", "牛角包", "吐司", "法棍", "菠萝包", "肉松面包", "披萨", "甜甜圈", "布朗尼", "玛德琳"]


class BakingClass:
    """Leads the class over the API; the caller moves the civil clock between the steps.

    Every step looks at the state before it acts, so that what was begun is finished and what was done is left alone.
    """

    def __init__(self, client, site, school_uscc):
        self.client = client
        self.name = f"classes/{ulid(CLASS, 0)}"
        self.site = site
        self.school_uscc = school_uscc

    def state(self):
        return self.client.get(f"/v1/{self.name}")["state"]

    def step(self, verb, *states):
        """Takes the step when the class is in one of the states."""
        if self.state() in states:
            self.client.post(f"/v1/{self.name}:{verb}", {"requestId": f"class-{verb}"})

    def plan(self):
        """The school's class, handed in and approved, with a session a day."""
        self.client.ensure(f"/v1/classes?classId={ulid(CLASS, 0)}&requestId=class-create", {
            "displayName": "锅底湖社区烘焙培训班", "occupation": "4-03-02-03",
            "certificateLevel": "SKILL_LEVEL_COMPLETION", "siteDivision": f"divisions/{self.site}",
            "modules": [{"kind": "MODULE_KIND_SKILL", "title": product, "hours": 8} for product in PRODUCTS],
            "startDate": date(FIRST), "endDate": date(LAST), "schoolUscc": self.school_uscc,
            "schoolName": "谷城县职业培训学校", "seatMin": 15, "seatMax": SEATS, "feePayer": "FEE_PAYER_FREE"})
        if self.state() != "DRAFT":
            return
        days = [FIRST + datetime.timedelta(days=offset) for offset in range((LAST - FIRST).days + 1)]
        self.client.post(f"/v1/{self.name}/sessions:plan", {"requestId": "sessions", "sessions": [
            {"day": date(day), "startMinute": 9 * 60, "endMinute": 15 * 60, "module": index % len(PRODUCTS)}
            for index, day in enumerate(days)]})
        for verb, state in (("submit", "DRAFT"), ("approve", "APPLIED"), ("open", "APPROVED")):
            self.step(verb, state)

    def apply(self, people):
        """Everyone applies."""
        for index, person in enumerate(people):
            self.client.ensure(f"/v1/{self.name}/enrolments?enrolmentId={ulid(ENROLMENT, index)}"
                               f"&requestId=apply-{index}", {"person": person})
            progress("applications", index + 1, len(people))

    def fill(self):
        """Gives out what is free and lets everyone who has an offer accept it."""
        while self.state() in ("OPEN", "FULL"):
            self.client.post(f"/v1/{self.name}/enrolments:allocate")
            offered = [row for row in self.enrolments() if row["state"] == "OFFERED"]
            if not offered:
                return
            for row in offered:
                self.client.post(f"/v1/{row['name']}:accept", {"requestId": "accept-" + row["name"][-26:]})

    def enrolments(self):
        return list(self.client.list(f"/v1/{self.name}/enrolments", "enrolments", pageSize=200))

    def sessions(self):
        return list(self.client.list(f"/v1/{self.name}/sessions", "sessions", pageSize=200))

    def attend(self, sessions, skips):
        """Marks each learner in each session; `skips` says who was away: (learner, session) -> bool."""
        if self.state() != "RUNNING":
            return
        learners = [row["name"] for row in self.enrolments() if row["state"] in ("ENROLLED", "ATTENDING")]
        for number, session in enumerate(sessions):
            marks = [{"enrolment": name, "officer": True, "code": True,
                      "presence": "PRESENCE_ABSENT" if skips(index, number) else "PRESENCE_PRESENT"}
                     for index, name in enumerate(learners)]
            self.client.post(f"/v1/{session['name']}:recordAttendance",
                             {"marks": marks, "requestId": "attend-" + session["name"][-26:]})
            progress("sessions", number + 1, len(sessions))

    def finish(self):
        """Ends the class, completes whom attendance allows, and issues the certificates."""
        self.step("end", "RUNNING")
        if "freezeDate" not in self.client.get(f"/v1/{self.name}"):
            self.step("freeze", "ENDED")
        for row in self.enrolments():
            if row["state"] != "ATTENDING":
                continue
            try:
                self.client.post(f"/v1/{row['name']}:complete", {"requestId": "complete-" + row["name"][-26:]})
            except ApiError as error:  # too often away: no certificate
                if error.reason != "ATTENDANCE_LOW":
                    raise
        self.step("assess", "ENDED")
        if self.state() == "ASSESSED":
            self.client.post(f"/v1/{self.name}/certificates:issue", {"requestId": "issue"})

    def certificates(self):
        return list(self.client.list("/v1/certificates", "certificates", trainingClass=self.name, pageSize=200))
