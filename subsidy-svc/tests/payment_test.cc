// PayItemService and PayBatchService on the wire: from the release to the bank's answer and again.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ladder/events/v1/subsidy.pb.h"
#include "subsidy-svc/bank/payment_bytes.h"
#include "subsidy-svc/tasks/snapshot.h"
#include "subsidy-svc/tests/payments.h"

namespace ladder::subsidy {
namespace {

TEST_F(PaymentTest, TheFinanceBureauReleases) {
  const v1::BudgetLine line = MakeBudget(1000);
  const v1::Claim claim = Approved(NewPerson());
  const std::string item = ItemOf(claim);
  EXPECT_EQ(GetItem(item).state(), v1::PayItem::FUND_REQUESTED);
  EXPECT_EQ(Release(item, Officer("zhou", "treasurer")).reason, "PAY_ITEM_ACTOR");
  EXPECT_EQ(Release(item, Officer("qian", "finance")).reason, "DUTY_HELD");
  const auto released = Release(item, Officer("wu", "finance"));
  ASSERT_EQ(released.reason, "");
  EXPECT_EQ(released.value.pay_items(0).state(), v1::PayItem::FUND_RELEASED);
  EXPECT_EQ(Release(item, Officer("wu", "finance")).reason, "PAY_ITEM_STATE");
  EXPECT_EQ(Balance(line.name(), v1::LEDGER_ACCOUNT_KIND_PAYABLE), 500);

  v1::WithdrawClaimRequest withdraw;
  withdraw.set_name(claim.name());
  withdraw.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_
                .Call(*claims_, &v1::ClaimService::Stub::WithdrawClaim, withdraw,
                      Officer("wang", "community"))
                .reason,
            "CLAIM_RELEASED");
}

TEST_F(PaymentTest, ABatchHoldsWhatCanBePaid) {
  const v1::BudgetLine line = MakeBudget(1000);
  const PersonFact person = NewPerson();
  const std::string item = ItemOf(Approved(person));
  ASSERT_EQ(Release(item, Officer("wu", "finance")).reason, "");
  EXPECT_EQ(MakeBatch(line.name()).reason, "BATCH_EMPTY");
  EXPECT_EQ(MakeBatch(line.name(), item).reason, "PAYEE_ACCOUNT_MISSING");
  MakeAccount(person, "17301000010001");
  const auto batch = MakeBatch(line.name(), item);
  ASSERT_EQ(batch.reason, "");
  EXPECT_EQ(batch.value.item_count(), 1);
  EXPECT_EQ(batch.value.total().units(), 500);
  EXPECT_EQ(GetItem(item).state(), v1::PayItem::BATCHED);
  EXPECT_EQ(MakeBatch(line.name(), item).reason, "PAY_ITEM_STATE");

  EXPECT_EQ(Sign(batch.value, "zhou").reason, "BATCH_SIGNER");
  v1::PayBatch other = batch.value;
  other.set_digest(std::string(64, '0'));
  EXPECT_EQ(Sign(other, "zheng").reason, "BATCH_DIGEST");
  EXPECT_EQ(Send(batch.value.name()).reason, "BATCH_STATE");

  v1::GetPayBatchRequest get;
  get.set_name(batch.value.name());
  EXPECT_EQ(fixture_.Call(*batches_, &v1::PayBatchService::Stub::GetPayBatch, get).value.creator(),
            "users/zhou");
  v1::ListPayBatchesRequest list;
  list.add_states(v1::PayBatch::OPEN);
  EXPECT_EQ(fixture_.Call(*batches_, &v1::PayBatchService::Stub::ListPayBatches, list)
                .value.pay_batches_size(),
            1);
}

TEST_F(PaymentTest, NothingIsPaidToTheDead) {
  const v1::BudgetLine line = MakeBudget(1000);
  PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const std::string item = ItemOf(Approved(person));
  ASSERT_EQ(Release(item, Officer("wu", "finance")).reason, "");
  person.died_on = CivilDay(2020, 9, 19);
  Save(person);
  EXPECT_EQ(MakeBatch(line.name()).reason, "BATCH_EMPTY");
  EXPECT_EQ(MakeBatch(line.name(), item).reason, "PAY_ITEM_PAYEE_DECEASED");
}

TEST_F(PaymentTest, SentOnceWithTheBytesThatWereSigned) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  for (int i = 0; i < 2; ++i) {
    const auto sent = Send(batch.name());
    ASSERT_EQ(sent.reason, "");
    EXPECT_EQ(sent.value.state(), v1::PayBatch::SENT);
  }
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_IN_TRANSIT), 500);

  v1::DownloadPayBatchFileRequest download;
  download.set_name(batch.name());
  download.set_purpose("核对");
  const auto file =
      fixture_.Call(*batches_, &v1::PayBatchService::Stub::DownloadPayBatchFile, download);
  ASSERT_EQ(file.reason, "");
  std::ifstream stored(absl::StrCat(context_.bank_folder, "/", batch.number(), ".txt"));
  std::ostringstream bytes;
  bytes << stored.rdbuf();
  EXPECT_EQ(bytes.str(), file.value.content());
  LADDER_ASSERT_OK_AND_ASSIGN(const PaymentFile read, ReadPaymentBytes(bytes.str()));
  ASSERT_EQ(read.lines.size(), 1u);
  EXPECT_EQ(read.lines[0].name, "李明");
  EXPECT_EQ(read.header.sender, "GUCHENG");
}

TEST_F(PaymentTest, ARefusedFileNeverGoesOutAgain) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  EXPECT_EQ(Receipt(batch, "OK").reason, "BATCH_STATE");
  Send(batch.name());
  const auto refused = Receipt(batch, "REJECTED|total");
  ASSERT_EQ(refused.reason, "");
  EXPECT_EQ(refused.value.state(), v1::PayBatch::REJECTED);
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::BATCHED);
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_PAYABLE), 500);
  EXPECT_EQ(Sign(batch, "zheng").reason, "BATCH_STATE");
  EXPECT_EQ(Send(batch.name()).reason, "BATCH_STATE");
  EXPECT_EQ(Receipt(batch, "REJECTED|total").value.etag(), refused.value.etag());

  ASSERT_EQ(Void(batch.name()).reason, "");
  const v1::PayBatch second = SignedBatch();
  EXPECT_NE(second.number(), batch.number());
  ASSERT_EQ(Send(second.name()).reason, "");
  // The old receipt is about the old number, and undoes nothing.
  EXPECT_EQ(Receipt(batch, "REJECTED|total").reason, "BATCH_STATE");
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::SENT);
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_IN_TRANSIT), 500);
}

TEST_F(PaymentTest, ARepeatedSendingPutsNoFileOfAVoidedBatch) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  v1::SendPayBatchRequest send;
  send.set_name(batch.name());
  send.set_request_id(NextRequestId());
  const auto sent = [&] {
    return fixture_.Call(*batches_, &v1::PayBatchService::Stub::SendPayBatch, send,
                         Officer("zhou", "treasurer"));
  };
  const std::string path = absl::StrCat(context_.bank_folder, "/", batch.number(), ".txt");
  ASSERT_EQ(sent().reason, "");
  ASSERT_TRUE(std::filesystem::remove(path));  // the bank took it
  // The caller heard no answer, and asks again before the bank did anything.
  ASSERT_EQ(sent().reason, "");
  ASSERT_TRUE(std::filesystem::remove(path));
  ASSERT_EQ(Receipt(batch, "REJECTED|total").reason, "");
  ASSERT_EQ(Void(batch.name()).reason, "");
  EXPECT_EQ(sent().value.state(), v1::PayBatch::SENT);  // what was answered then
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(PaymentTest, AFileIsTheCountysToSee) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  constexpr char kTown[] = "principal=users/town; permissions=subsidy.*; divisions=420625100000";
  v1::DownloadPayBatchFileRequest download;
  download.set_name(batch.name());
  download.set_purpose("核对");
  const auto file = [&](const std::string& identity) {
    return fixture_
        .Call(*batches_, &v1::PayBatchService::Stub::DownloadPayBatchFile, download, identity)
        .reason;
  };
  // Until it is sent its batch can be voided and paid under another number.
  EXPECT_EQ(file(kEverybody), "BATCH_STATE");
  ASSERT_EQ(Send(batch.name()).reason, "");
  EXPECT_EQ(file(kTown), "NOT_FOUND");
  EXPECT_EQ(file("principal=users/n; permissions=subsidy.*; divisions=420626000000"), "NOT_FOUND");
  EXPECT_EQ(file("principal=users/c; permissions=subsidy.*; divisions=420625000000"), "");
  EXPECT_EQ(file("principal=users/p; permissions=subsidy.*; divisions=420000000000"), "");
  v1::GetPayBatchRequest get;
  get.set_name(batch.name());
  EXPECT_EQ(fixture_.Call(*batches_, &v1::PayBatchService::Stub::GetPayBatch, get, kTown).reason,
            "NOT_FOUND");
  const auto list = fixture_.Call(*batches_, &v1::PayBatchService::Stub::ListPayBatches,
                                  v1::ListPayBatchesRequest(), kTown);
  EXPECT_EQ(list.value.pay_batches_size(), 0);
  const auto lines = fixture_.Call(*budgets_, &v1::BudgetService::Stub::ListBudgetLines,
                                   v1::ListBudgetLinesRequest(), kTown);
  EXPECT_EQ(lines.value.budget_lines_size(), 0);
  v1::FundBudgetLineRequest fund;
  fund.set_name(line_);
  *fund.mutable_amount() = rpc::ToMoney(Fen::Yuan(1));
  fund.set_document("县财〔2020〕2号");
  fund.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*budgets_, &v1::BudgetService::Stub::FundBudgetLine, fund, kTown).reason,
            "NOT_FOUND");
  v1::CheckCommitmentsRequest check;
  check.set_name(line_);
  EXPECT_EQ(
      fixture_
          .Call(*reconciliations_, &v1::ReconciliationService::Stub::CheckCommitments, check, kTown)
          .reason,
      "NOT_FOUND");
}

TEST_F(PaymentTest, WhoCannotBePaidKeepsNobodyWaiting) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const std::string item = ReleasedItem(person);
  // More than a batch of older ones, of payees that nobody knows.
  ASSERT_THAT(fixture_.database().Transact([&](mysql::Transaction& tx) {
    return tx
        .Execute(
            "INSERT INTO pay_item SELECT UNHEX(LPAD(HEX(s.seq), 32, '0')), version, last_event, "
            "recorded_at, claim_id, UNHEX(LPAD(HEX(s.seq), 32, '0')), payee_kind, "
            "UNHEX(LPAD(HEX(s.seq), 32, '0')), register_division, residence_division, NULL, "
            "budget_line_id, amount_fen, state, state_since, attempt, NULL, NULL, NULL, NULL, 0, "
            "0, NULL, deadline FROM pay_item JOIN seq_1_to_600 s")
        .status();
  }),
              IsOk());
  const auto batch = MakeBatch(line_);
  ASSERT_EQ(batch.reason, "");
  EXPECT_EQ(batch.value.item_count(), 1);
  EXPECT_EQ(GetItem(item).state(), v1::PayItem::BATCHED);
  v1::ListPayItemsRequest list;
  list.add_states(v1::PayItem::BATCHED);
  list.add_states(v1::PayItem::SENT);
  for (const std::string& line : {line_, std::string()}) {
    list.set_budget_line(line);
    const auto listed = fixture_.Call(*items_, &v1::PayItemService::Stub::ListPayItems, list);
    ASSERT_EQ(listed.value.pay_items_size(), 1) << line;
    EXPECT_EQ(listed.value.pay_items(0).name(), item);
  }
}

TEST_F(PaymentTest, NothingIsPaidToWhomTheRegistryDoesNotKnow) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const std::string item = ReleasedItem(person);
  ASSERT_THAT(fixture_.database().Transact([&](mysql::Transaction& tx) {
    return tx.Execute("DELETE FROM person_fact WHERE person_id = ?", {person.id}).status();
  }),
              IsOk());
  EXPECT_EQ(MakeBatch(line_, item).reason, "PAY_ITEM_PAYEE_UNCONFIRMED");
  EXPECT_EQ(MakeBatch(line_).reason, "BATCH_EMPTY");
}

TEST_F(PaymentTest, AResultIsAbsorbedOnce) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  Send(batch.name());
  EXPECT_EQ(Result(batch, "00").reason, "PAY_ITEM_STATE");
  ASSERT_EQ(Receipt(batch, "OK").reason, "");
  EXPECT_EQ(Receipt(batch, "OK").value.etag(), Receipt(batch, "OK").value.etag());
  EXPECT_EQ(Result(batch, "77").reason, "BANK_CODE");
  // It was sent on the 20th, and the 20th is today.
  EXPECT_EQ(Result(batch, "00", "2099-01-01").reason, "BANK_DATE");
  EXPECT_EQ(Result(batch, "00", "2020-09-21").reason, "BANK_DATE");
  EXPECT_EQ(Result(batch, "00", "2020-09-19").reason, "BANK_DATE");
  const auto paid = Result(batch, "00");
  ASSERT_EQ(paid.reason, "");
  EXPECT_EQ(paid.value.paid_count(), 1);
  EXPECT_EQ(paid.value.pay_batch().state(), v1::PayBatch::SETTLED);
  EXPECT_EQ(Result(batch, "00").value.repeated_count(), 1);
  EXPECT_EQ(Result(batch, "01").value.contradicted_pay_items_size(), 1);
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::PAID);
  EXPECT_EQ(GetItem(item_).paid_on().day(), 20);
  EXPECT_EQ(Line(line_).paid().units(), 500);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.PaymentsAnswered"), 1);
}

TEST_F(PaymentTest, WhoDiedAfterTheSignaturesIsNotPaid) {
  PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  person.died_on = CivilDay(2020, 9, 19);
  Save(person);
  EXPECT_EQ(Send(batch.name()).reason, "BATCH_UNPAYABLE");
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::BATCHED);
  EXPECT_FALSE(
      std::filesystem::exists(absl::StrCat(context_.bank_folder, "/", batch.number(), ".txt")));
  ASSERT_EQ(Void(batch.name()).reason, "");
  EXPECT_EQ(MakeBatch(line_).reason, "BATCH_EMPTY");
}

TEST_F(PaymentTest, AnAccountClosedAfterTheSignaturesIsNotPaidInto) {
  const PersonFact person = NewPerson();
  const v1::PayeeAccount account = MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  v1::ClosePayeeAccountRequest close;
  close.set_name(account.name());
  close.set_request_id(NextRequestId());
  ASSERT_EQ(
      fixture_.Call(*accounts_, &v1::PayeeAccountService::Stub::ClosePayeeAccount, close).reason,
      "");
  fixture_.SetToday(CivilDay(2020, 9, 21));
  EXPECT_EQ(Send(batch.name()).reason, "BATCH_UNPAYABLE");
  ASSERT_EQ(Void(batch.name()).reason, "");
}

TEST_F(PaymentTest, ASnapshotTellsWhichClaimsWerePaid) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  Send(batch.name());
  ASSERT_EQ(Receipt(batch, "OK").reason, "");
  const auto told_paid = [&] {
    events::v1::ClaimChanged claim;
    for (int partition = 0; partition < feed::kPartitions; ++partition) {
      const auto items = fixture_.database().Read([&](mysql::Transaction& tx) {
        return SnapshotPagers().front()(tx, partition, Ulid(), 10);
      });
      EXPECT_THAT(items, IsOk());
      if (items->empty()) continue;
      EXPECT_TRUE(claim.ParseFromString(items->front().second.state));
    }
    EXPECT_EQ(claim.beneficiary(), Name(person));
    return claim.paid();
  };
  EXPECT_FALSE(told_paid());
  ASSERT_EQ(Result(batch, "00").value.paid_count(), 1);
  EXPECT_TRUE(told_paid());
}

TEST_F(PaymentTest, WhatComesBackIsPaidAgainToACorrectedAccount) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  Send(batch.name());
  Receipt(batch, "OK");
  ASSERT_EQ(Result(batch, "01").value.returned_count(), 1);
  const v1::PayItem returned = GetItem(item_);
  EXPECT_EQ(returned.state(), v1::PayItem::RETURNED_BY_BANK);
  EXPECT_EQ(returned.return_action(), v1::RETURN_ACTION_FIX_ACCOUNT);

  v1::ReissuePayItemRequest request;
  request.set_name(item_);
  const auto reissue = [&] {
    request.set_request_id(NextRequestId());
    return fixture_.Call(*items_, &v1::PayItemService::Stub::ReissuePayItem, request,
                         Officer("zhou", "treasurer"));
  };
  EXPECT_EQ(reissue().reason, "PAY_ITEM_ACCOUNT_UNCHANGED");
  request.set_payee_account(MakeAccount(person, "17301000010002").name());
  const auto again = reissue();
  ASSERT_EQ(again.reason, "");
  EXPECT_EQ(again.value.attempt(), 2);
  EXPECT_EQ(again.value.state(), v1::PayItem::FUND_RELEASED);
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_PAYABLE), 500);

  const auto second = MakeBatch(line_);
  ASSERT_EQ(second.reason, "");
  Sign(second.value, "zheng");
  Sign(second.value, "feng");
  Send(second.value.name());
  Receipt(second.value, "OK");
  EXPECT_EQ(Result(second.value, "00").value.paid_count(), 1);
  EXPECT_EQ(Line(line_).paid().units(), 500);
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_RETURNED), 0);
}

}  // namespace
}  // namespace ladder::subsidy
