"""The bank, as we know it: it reads payment files and answers with a receipt, a result file and a daily statement
(docs/domain.md 5.5). Some accounts are closed; what goes there comes back.
"""

import base64

ACCOUNT_CLOSED, BOOKED = "01", "00"


class Bank:
    """`client` acts for the bank; `account` is the fund's, as statements name it. Keeps nothing: what it booked, it
    reads from the files that it was sent."""

    def __init__(self, client, account, closed=()):
        self.client = client
        self.account = account
        self.closed = set(closed)  # account numbers

    def batches(self, *states):
        batches = self.client.list("/v1/payBatches", "payBatches", pageSize=200)
        return [batch for batch in batches if batch["state"] in states]

    def rows(self, batch):
        """The lines of a batch's file: (number, booked, amount)."""
        file = self.client.ask(f"/v1/{batch['name']}:downloadFile", {"purpose": "payment"})
        text = base64.b64decode(file["content"]).decode("gb18030")
        for line in text.splitlines()[1:]:
            sequence, account, _, amount = line.split("|")[:4]
            yield sequence, account not in self.closed, amount

    def answer(self, day):
        """Receipt and result file for each batch it has."""
        for batch in self.batches("SENT", "ACCEPTED"):
            results = [f"{sequence}|{BOOKED if booked else ACCOUNT_CLOSED}"
                       for sequence, booked, _ in self.rows(batch)]
            if batch["state"] == "SENT":
                self._absorb(batch, "absorbReceipt", [f"{batch['number']}|OK"])
            self._absorb(batch, "absorbResult", [f"{batch['number']}|{day}|{len(results)}", *results])

    def _absorb(self, batch, verb, lines):
        self.client.post(f"/v1/{batch['name']}:{verb}", {
            "content": encoded(lines), "requestId": f"{verb}-{batch['name'][-26:]}"})

    def statement(self, day):
        """What left the account on the day, by the files of that day."""
        debits = [(batch["number"], amount) for batch in self.batches("SETTLED")
                  if batch["fileDate"] == {"year": day.year, "month": day.month, "day": day.day}
                  for _, booked, amount in self.rows(batch) if booked]
        total = sum(int(amount.replace(".", "")) for _, amount in debits)
        return [f"{self.account}|{day}|{len(debits)}|{total // 100}.{total % 100:02d}|0.00",
                *(f"{number}|{batch}|D|{amount}" for number, (batch, amount) in enumerate(debits, 1))]


def encoded(lines):
    """A file of the bank as JSON carries it."""
    return base64.b64encode(("\n".join(lines) + "\n").encode("gb18030")).decode()
