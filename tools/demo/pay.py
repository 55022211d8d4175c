"""Transport aids from claim to money (docs/domain.md 4.2 TRANSPORT, chain A of 5.1): every office by its own person."""

import base64

from api import ApiError, Client
from names import bank_card
from zone_loader import money, progress, ulid

CLAIM, ACCOUNT = 31, 32
BANK = "102532000017"  # a CNAPS number
RETURNED = 1           # how many payments the bank sends back: account closed


class Payments:
    """`address` is the gateway's; `workers` are people of the zone who work in another province."""

    def __init__(self, address, admin, workers):
        self.address = address
        self.admin = admin
        self.workers = workers
        self.line = ""

    def office(self, name, office):
        return Client(self.address, f"users/{name}",
                      f"subsidy.claims.*,subsidy.payItems.*,subsidy.payBatches.*,subsidy.offices.{office}",
                      "420000000000")

    def claim_name(self, index):
        return f"claims/{ulid(CLAIM, index)}"

    def fund(self, year, yuan):
        answer = self.admin.post("/v1/budgetLines?requestId=budget-line", {"fund": "FUND_EMPLOYMENT", "year": year})
        self.line = answer["name"]
        self.admin.post(f"/v1/{self.line}:fund", {"amount": money(yuan * 100), "document": "财社〔2019〕1号",
                                                  "requestId": "budget-fund"})

    def open_account(self, index, attempt):
        number = ulid(ACCOUNT, index * 10 + attempt)
        self.admin.post(f"/v1/payeeAccounts?payeeAccountId={number}&requestId=account-{index}-{attempt}", {
            "payee": f"persons/{self.workers[index]['id']}", "numberKind": "ACCOUNT_NUMBER_KIND_CARD",
            "number": bank_card(700_000 + index * 10 + attempt), "cnaps": BANK,
            "holderName": self.workers[index]["name"]})
        self.admin.post(f"/v1/payeeAccounts/{number}:verify", {"matches": True,
                                                               "requestId": f"verify-{index}-{attempt}"})
        return f"payeeAccounts/{number}"

    def claim(self):
        """Each worker claims for the work they left for, by themselves."""
        for index, worker in enumerate(self.workers):
            self.open_account(index, 0)
            person = f"persons/{worker['id']}"
            spell = self.admin.get(f"/v1/{person}/spells")["spells"][0]["name"]
            own = Client(self.address, f"users/p{index}", "subsidy.claims.*", "")
            own.identity = f"principal=users/p{index}; permissions=subsidy.claims.*; persons={worker['id']}"
            own.post(f"/v1/claims?claimId={ulid(CLAIM, index)}&requestId=claim-{index}",
                     {"policy": "policies/TRANSPORT", "beneficiary": person, "subject": spell})
            own.post(f"/v1/{self.claim_name(index)}:submit", {"requestId": f"submit-{index}"})
            progress("claims", index + 1, len(self.workers))

    def review(self):
        for name, office in (("wang", "community"), ("zhao", "town"), ("sun", "county")):
            officer = self.office(name, office)
            for index in range(len(self.workers)):
                officer.post(f"/v1/{self.claim_name(index)}:check", {"requestId": f"check-{office}-{index}"})

    def states(self):
        """The claims' states, in the order of the workers."""
        return [self.admin.get(f"/v1/{self.claim_name(index)}")["state"] for index in range(len(self.workers))]

    def approve(self):
        approver = self.office("qian", "approver")
        for index in range(len(self.workers)):
            approver.post(f"/v1/{self.claim_name(index)}:approve", {"requestId": f"approve-{index}"})

    def items(self):
        return list(self.admin.list("/v1/payItems", "payItems", pageSize=200))

    def release(self):
        names = [item["name"] for item in self.items() if item["state"] == "FUND_REQUESTED"]
        if names:
            self.office("wu", "finance").post("/v1/payItems:release", {"names": names, "requestId": "release"})

    def batch(self, number):
        """One batch, signed twice, sent; the bank takes it in."""
        treasurer = self.office("zhou", "treasurer")
        batch = treasurer.post(f"/v1/payBatches?requestId=batch-{number}", {"budgetLine": self.line})
        for signer in ("zheng", "feng"):
            signature = base64.b64encode(f"signature of {signer}".encode()).decode()
            self.office(signer, "checker").post(f"/v1/{batch['name']}:sign", {
                "digest": batch["digest"], "signature": signature, "requestId": f"sign-{number}-{signer}"})
        treasurer.post(f"/v1/{batch['name']}:send", {"requestId": f"send-{number}"})
        return batch

    def answer(self, batch, number, day, returned):
        """The bank's receipt and result file: the first `returned` items come back, the account was closed."""
        bank = self.office("bank", "bank")
        count = int(batch["itemCount"])
        receipt = f"{batch['number']}|OK\n"
        lines = [f"{seq}|{'01' if seq <= returned else '00'}" for seq in range(1, count + 1)]
        result = f"{batch['number']}|{day}|{count}\n" + "\n".join(lines) + "\n"
        for verb, text in (("absorbReceipt", receipt), ("absorbResult", result)):
            bank.post(f"/v1/{batch['name']}:{verb}", {"content": base64.b64encode(text.encode()).decode(),
                                                      "requestId": f"{verb}-{number}"})

    def reissue(self):
        for item in self.items():
            if item["state"] == "RETURNED_BY_BANK":
                index = [f"persons/{worker['id']}" for worker in self.workers].index(item["payee"])
                account = self.open_account(index, 1)
                self.office("zhou", "treasurer").post(f"/v1/{item['name']}:reissue",
                                                      {"payeeAccount": account, "requestId": f"reissue-{index}"})

    def second_claim_is_refused(self):
        """Once in a lifetime: the same spell of work claimed again."""
        worker = self.workers[0]
        person = f"persons/{worker['id']}"
        spell = self.admin.get(f"/v1/{person}/spells")["spells"][0]["name"]
        try:
            claim = self.admin.post("/v1/claims?requestId=claim-again",
                                    {"policy": "policies/TRANSPORT", "beneficiary": person, "subject": spell})
            return claim["lines"][0]["decision"].get("reason", "accepted")
        except ApiError as error:
            return error.reason
