"""Aids from proposal to money (docs/domain.md 4.2, 5.1): each office by its own person, the bank by its files.

Every step looks at the state before it acts: a run that was cut off is finished, and one that is done changes nothing.
"""

import base64
import collections

from api import Client
from bank import Bank, encoded
from figures import fen
from names import bank_card
from zone_loader import CROCKFORD, money, progress, ulid

ACCOUNT, CLAIM, PAYEES_OF_A_KIND = 31, 32, 100_000
ITEMS_A_CALL = 50
CNAPS = "102532000017"
FUND_ACCOUNT = "GUCHENG-SUBSIDY"
PERMISSIONS = "subsidy.claims.*,subsidy.payItems.*,subsidy.payBatches.*,subsidy.reconciliations.*"
OFFICERS = {"community": "wang", "town": "zhao", "county": "sun", "approver": "qian", "finance": "wu",
            "treasurer": "zhou", "accountant": "lin", "bank": "bank"}
SIGNERS = ("zheng", "feng")
# Who checks a claim next, by its state; what a firm, a school or a learner claims begins with the zone's centre.
CHECKERS = {"SUBMITTED": "community", "CHECKED_COMMUNITY": "town", "CHECKED_TOWN": "county"}
LEARNERS_AND_FIRMS = "CLAIM_CHAIN_FIRM"


def number_of(name):
    """Kind and number of an id of the seed: a small whole number that names it."""
    value = 0
    for character in name.rsplit("/", 1)[1]:
        value = value << 5 | CROCKFORD.index(character)
    return (value >> 64 & 0xffff) * PAYEES_OF_A_KIND + (value & 0xffff_ffff)


class Payments:
    """`address` is the gateway's; `holders` tells in whose name the account of a payee is; the first accounts of the
    payees in `moved` have been closed by them, so that the bank sends back what goes there."""

    def __init__(self, address, admin, holders, moved=()):
        self.address = address
        self.admin = admin
        self.holders = holders
        self.line = ""
        self.officers = {}
        self.bank = Bank(self.office("bank"), FUND_ACCOUNT, [self.card(payee, 0) for payee in moved])

    def office(self, office, person=None):
        """A client of an officer, by the office's name."""
        person = person or OFFICERS[office]
        if person not in self.officers:
            self.officers[person] = Client(self.address, f"users/{person}",
                                           f"{PERMISSIONS},subsidy.offices.{office}", "420000000000")
        return self.officers[person]

    def fund(self, year, yuan):
        """The year's appropriation, once."""
        self.admin.ensure("/v1/budgetLines?requestId=budget-line", {"fund": "FUND_EMPLOYMENT", "year": year})
        line = next(line for line in self.admin.list("/v1/budgetLines", "budgetLines")
                    if line["fund"] == "FUND_EMPLOYMENT" and line["year"] == year)
        self.line = line["name"]
        if fen(line.get("appropriated", {})) == 0:
            self.admin.post(f"/v1/{self.line}:fund", {"amount": money(yuan * 100), "document": "财社〔2019〕1号",
                                                      "requestId": "budget-fund"})

    def claims(self, *states, **query):
        query.update({"states": list(states)} if states else {})
        return list(self.admin.list("/v1/claims", "claims", pageSize=200, **query))

    def items(self):
        return list(self.admin.list("/v1/payItems", "payItems", pageSize=200))

    def step(self, client, name, verb, **body):
        """One step of a claim or pay item; its id is the step's."""
        return client.post(f"/v1/{name}:{verb}", {"requestId": f"{verb}-{name[-26:]}", **body})

    def submit(self):
        """Whoever a proposal would be paid to says yes to it: the person, the firm, the school."""
        proposals = self.claims("PROPOSED")
        for index, claim in enumerate(proposals):
            self.step(self.claimant(claim), claim["name"], "submit")
            progress("claims submitted", index + 1, len(proposals))

    def claimant(self, claim):
        payee = claim["payee"].rsplit("/", 1)[1]
        client = Client(self.address, f"users/{payee.lower()}", "subsidy.claims.*", "")
        client.identity = f"principal=users/{payee.lower()}; permissions=subsidy.claims.*; persons={payee}"
        return client

    def review(self):
        """Each office checks what lies with it, until everything is published."""
        waiting = self.claims(*CHECKERS)
        total = len(waiting)
        while waiting:
            for claim in waiting:
                office = CHECKERS[claim["state"]]
                if office == "community" and claim["chain"] == LEARNERS_AND_FIRMS:
                    office = "town"
                self.office(office).post(f"/v1/{claim['name']}:check", {
                    "requestId": f"{claim['state']}-{claim['name'][-26:]}"})
            waiting = self.claims(*CHECKERS)
            progress("claims checked", total - len(waiting), total)

    def refuse(self, beneficiary, subject):
        """A claim by hand for transport that the engine refuses: the community reads why, and rejects it."""
        name = f"claims/{ulid(CLAIM, number_of(beneficiary))}"
        self.admin.ensure(f"/v1/claims?claimId={name[-26:]}&requestId=refused", {
            "policy": "policies/TRANSPORT", "beneficiary": beneficiary, "subject": subject})
        claim = self.admin.get(f"/v1/{name}")
        if claim["state"] == "DRAFT":
            self.step(self.claimant(claim), name, "submit")
            self.step(self.office("community"), name, "reject", reason=claim["lines"][0]["decision"]["reason"])
        return self.admin.get(f"/v1/{name}")

    def approve(self):
        """The bureau's leader approves what nobody objected to; the finance bureau releases the money."""
        approver = self.office("approver")
        for claim in self.claims("PUBLIC_OK"):
            self.step(approver, claim["name"], "approve")
        names = [item["name"] for item in self.items() if item["state"] == "FUND_REQUESTED"]
        for start in range(0, len(names), ITEMS_A_CALL):
            self.office("finance").post("/v1/payItems:release", {"names": names[start:start + ITEMS_A_CALL]})

    def open_accounts(self):
        """Everyone who is to be paid names an account, and the bank has looked at it."""
        for item in self.items():
            if item["state"] in ("FUND_REQUESTED", "FUND_RELEASED"):
                self.account(item["payee"], 0)

    @staticmethod
    def card(payee, attempt):
        """The number of a payee's first, second ... account."""
        return bank_card(number_of(payee) * 10 + attempt)

    def account(self, payee, attempt):
        number = number_of(payee) * 10 + attempt
        name = f"payeeAccounts/{ulid(ACCOUNT, number)}"
        if self.admin.find(f"/v1/{name}") is None:
            kind = "CARD" if payee.startswith("persons/") else "CORPORATE"
            self.admin.ensure(f"/v1/payeeAccounts?payeeAccountId={name[-26:]}&requestId=account-{number}", {
                "payee": payee, "numberKind": f"ACCOUNT_NUMBER_KIND_{kind}", "number": self.card(payee, attempt),
                "cnaps": CNAPS, "holderName": self.holders(payee)})
        if "verifiedOn" not in self.admin.get(f"/v1/{name}"):
            self.admin.post(f"/v1/{name}:verify", {"matches": True, "requestId": f"verify-{number}"})
        return name

    def send(self):
        """One batch of everything released, signed by two, sent."""
        treasurer = self.office("treasurer")
        if any(item["state"] == "FUND_RELEASED" for item in self.items()):
            request = treasurer.next_request_id()
            treasurer.post(f"/v1/payBatches?requestId={request}", {"budgetLine": self.line})
        for batch in self.bank.batches("OPEN", "SIGNED_ONCE"):
            signed = batch.get("signers", [])
            for signer in SIGNERS[len(signed):]:
                signature = base64.b64encode(f"signature of {signer}".encode()).decode()
                self.office("checker", signer).post(f"/v1/{batch['name']}:sign", {
                    "digest": batch["digest"], "signature": signature})
        for batch in self.bank.batches("SIGNED"):
            self.step(treasurer, batch["name"], "send")

    def reissue(self):
        """What came back is paid again, to a new account of the same payee."""
        for item in self.items():
            if item["state"] == "RETURNED_BY_BANK":
                account = self.account(item["payee"], 1)
                self.step(self.office("treasurer"), item["name"], "reissue", payeeAccount=account)

    def reconcile(self, day):
        """The accountant compares the ledger with the bank's statement of the day."""
        if any(item["state"] == "PAID" for item in self.items()):
            self.office("accountant").post("/v1/reconciliations:importStatement", {
                "content": encoded(self.bank.statement(day)), "requestId": f"statement-{day}"})

    def reconciliations(self):
        return list(self.admin.list("/v1/reconciliations", "reconciliations"))

    def books(self):
        """The ledger's balances by fund, year and account, in fen."""
        balances = {}
        for line in self.admin.list("/v1/budgetLines", "budgetLines"):
            for row in self.admin.list("/v1/ledgerAccounts", "ledgerAccounts", budgetLine=line["name"]):
                balances[f"{line['fund']} {line['year']} {row['kind']}"] = fen(row.get("balance", {}))
        return balances

    def paid(self):
        return [item for item in self.items() if item["state"] in ("PAID", "RECONCILED")]

    def paid_by_policy(self):
        """How many payments each policy has come to."""
        policies = {claim["lines"][0]["name"]: claim["policy"].rsplit("/", 1)[1] for claim in self.claims("APPROVED")}
        return collections.Counter(policies[item["claimLine"]] for item in self.paid())
