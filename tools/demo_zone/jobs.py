"""The demo zone's enterprises, carriers and 7 000 jobs (docs/domain.md 1 R34, R49, R50), from one seed.

A quarter and a bit of the jobs ask for nothing that keeps a poor labourer out; the others each fail one or more tests
of the low-threshold rule. The rule itself decides which: nothing here is marked.
"""

import datetime
import random

import zone
from names import Numbers

DAY = datetime.date

SECTORS = [
    ("汽车零部件", "C3670", "6-18-01-04"), ("纺织服装", "C1811", "6-05-01-01"), ("食品加工", "C1411", "6-01-02-01"),
    ("电子装配", "C3970", "6-25-03-00"), ("家政服务", "O8010", "4-10-01-06"), ("餐饮", "H6210", "4-03-02-01"),
    ("物流仓储", "G5990", "4-02-06-01"), ("建材", "C3021", "6-15-02-03"), ("养老护理", "O8051", "4-10-01-05"),
    ("环卫绿化", "N7820", "4-09-08-01"),
]
NAME_HEADS = ["谷城", "三和", "恒丰", "骏达", "汉江", "薤山", "粉水", "筑阳", "金谷", "银城"]
PLACES = [(420625000000, 55), (420602000000, 12), (420100000000, 8), (440300000000, 10), (441900000000, 6),
          (330100000000, 5), (310000000000, 4)]
EASY_TITLES = ["普工", "包装工", "保洁员", "装卸工", "缝纫工", "帮厨", "护理员", "分拣员", "质检辅助", "绿化工"]
HARD_TITLES = ["数控操作工", "会计", "焊工", "电工", "设计师", "销售主管", "叉车司机", "机械工程师", "面点师", "教师"]
SHORT_SKILLS = ["SEWING", "CLEANING", "COOKING", "PACKING", "CARE", "LOADING"]
LONG_SKILLS = ["WELDING", "CNC", "ACCOUNTING", "ELECTRICIAN", "DESIGN"]

LOW_THRESHOLD_SHARE = 0.272  # of 7 000: about 1 900


class Market:
    """Enterprises, carriers and jobs in a fixed order; references are indexes into the lists."""

    def __init__(self, seed=20190302):
        self.rng = random.Random(seed)
        self.numbers = Numbers()
        self.numbers.count = 500_000  # apart from the people's phones and cards
        self.enterprises = [self._enterprise(index) for index in range(96)]
        self.carriers = self._carriers()
        self.jobs = [self._job(index) for index in range(zone.FIGURES["jobs"])]

    def _enterprise(self, index):
        sector, industry, occupation = SECTORS[index % len(SECTORS)]
        name = f"{NAME_HEADS[index % 10]}{NAME_HEADS[index // 10]}{sector}有限公司"
        return {"display_name": name, "uscc": self.numbers.next_uscc(), "industry": industry, "occupation": occupation,
                "division": self.rng.choice(zone.COMMUNITIES), "phone": self.numbers.next_phone()}

    def _carriers(self):
        carriers = [{"kind": "WORKSHOP", "display_name": f"就业扶贫车间{number + 1}号",
                     "division": zone.COMMUNITIES[number % 13], "enterprise": number} for number in range(17)]
        for kind, name in (("PARK_RETURNEE", "返乡创业园"), ("PARK_ECOMMERCE", "电商产业园"), ("PARK_TEXTILE", "纺织工业园"),
                           ("PARK_SMALL", "小微产业园")):
            carriers.append({"kind": kind, "display_name": name, "division": zone.COMMUNITIES[0], "enterprise": None})
        for number in range(2):
            carriers.append({"kind": "WORKSHOP", "display_name": f"莫家河安置点扶贫车间{number + 1}号",
                             "division": zone.RELOCATION_SITE, "enterprise": 20 + number})
        for number in range(5):
            carriers.append({"kind": "FAMILY_WORKSHOP", "display_name": f"莫家河家庭作坊{number + 1}号",
                             "division": zone.RELOCATION_SITE, "enterprise": None})
        return carriers

    def _job(self, index):
        enterprise = index % len(self.enterprises)
        place = self.rng.choices([code for code, _ in PLACES], [share for _, share in PLACES])[0]
        if place == 420625000000:
            place = self.enterprises[enterprise]["division"]
        job = {"enterprise": enterprise, "division": place, "vacancies": self.rng.randrange(1, 9),
               "occupation": self.enterprises[enterprise]["occupation"], "title": self.rng.choice(EASY_TITLES),
               "education_min": self.rng.choice((90, 80, 70)), "experience_months_min": 0, "skills": [],
               "training_given": False, "certificates": [], "contract_months": self.rng.choice((12, 12, 24, 36)),
               "hours_per_week": self.rng.choice((40, 44, 48)), "night": self.rng.random() < 0.1,
               "live_in": place // 10**6 != 420625, "expires_on": DAY(2020, 12, 31)}
        fixed = self.rng.randrange(2500, 4200, 100)
        job["wage_fixed"], job["wage_low"], job["wage_high"] = fixed, fixed, fixed + self.rng.randrange(0, 2000, 100)
        if self.rng.random() < LOW_THRESHOLD_SHARE:
            if self.rng.random() < 0.5:
                job["skills"] = [self.rng.choice(SHORT_SKILLS)]
        else:
            self._make_demanding(job)
        return job

    def _make_demanding(self, job):
        """At least one thing the low-threshold rule refuses."""
        job["title"] = self.rng.choice(HARD_TITLES)
        demands = self.rng.sample(("education", "experience", "skill", "certificate", "pay"),
                                  self.rng.choices((1, 2, 3), (50, 35, 15))[0])
        if "education" in demands:
            job["education_min"] = self.rng.choice((60, 40, 30, 20))
        if "experience" in demands:
            job["experience_months_min"] = self.rng.choice((6, 12, 24, 36))
        if "skill" in demands:
            job["skills"] = self.rng.sample(LONG_SKILLS, 1)
        if "certificate" in demands:
            job["certificates"] = [{"code": "WELDER", "by_law": True, "obtainable_days": 0}]
        if "pay" in demands:  # the fixed part is under the minimum wage; the rest depends on output
            job["wage_fixed"] = 800


if __name__ == "__main__":
    market = Market()
    print("enterprises", len(market.enterprises), "carriers", len(market.carriers), "jobs", len(market.jobs))
