// What the bank answers late, twice and in two ways; and what waits for the line's lock.
#include <latch>
#include <thread>

#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/tasks/payments.h"
#include "subsidy-svc/tests/payments.h"

namespace ladder::subsidy {
namespace {

class ContradictionTest : public PaymentTest {
 protected:
  using Stub = v1::ReconciliationService::Stub;

  Answer<v1::PayItem> AnswerOf(const std::string& item, const std::string& code) {
    v1::AnswerPayItemRequest request;
    request.set_name(item);
    request.set_code(code);
    *request.mutable_answered_on() = rpc::ToDate(CivilDay(2020, 9, 24));
    request.set_request_id(NextRequestId());
    return fixture_.Call(*items_, &v1::PayItemService::Stub::AnswerPayItem, request,
                         Officer("bank", "bank"));
  }
  void Doubt() {
    fixture_.SetToday(CivilDay(2020, 9, 24));
    EXPECT_THAT(
        DoubtUnanswered(fixture_.daily_walk(), context_, fixture_.origin(), CivilDay(2020, 9, 24)),
        IsOk());
  }
  // The bank was asked and said no; the payment may be reissued.
  v1::PayBatch ReturnedAfterDoubt() {
    const PersonFact person = NewPerson();
    MakeAccount(person, "17301000010001");
    const v1::PayBatch batch = SignedBatch(person);
    Send(batch.name());
    Receipt(batch, "OK");
    Doubt();
    EXPECT_EQ(AnswerOf(item_, "99").value.state(), v1::PayItem::RETURNED_BY_BANK);
    return batch;
  }
  std::vector<v1::Contradiction> Contradictions(bool with_cleared = false) {
    v1::ListContradictionsRequest request;
    request.set_with_cleared(with_cleared);
    const auto list = fixture_.Call(*reconciliations_, &Stub::ListContradictions, request);
    EXPECT_EQ(list.reason, "");
    return {list.value.contradictions().begin(), list.value.contradictions().end()};
  }
  Answer<v1::Contradiction> Clear(const std::string& name, const std::string& officer,
                                  bool kept_stands = true) {
    v1::ClearContradictionRequest request;
    request.set_name(name);
    request.set_kept_answer_stands(kept_stands);
    request.set_remark("银行确认未入账");
    request.set_request_id(NextRequestId());
    return fixture_.Call(*reconciliations_, &Stub::ClearContradiction, request, officer);
  }
};

TEST_F(ContradictionTest, WhatTheBankContradictsIsNotPaidAgainUntilItIsExplained) {
  const v1::PayBatch batch = ReturnedAfterDoubt();
  ASSERT_EQ(Reissue(item_).reason, "");
  for (int i = 0; i < 2; ++i) {  // the same file again adds nothing
    EXPECT_EQ(Result(batch, "00", "2020-09-24").value.contradicted_pay_items_size(), 1);
  }
  EXPECT_EQ(fixture_.Count("SELECT contradicted_count FROM result_absorbed "
                           "WHERE contradicted_count > 0"),
            1);
  const std::vector<v1::Contradiction> open = Contradictions();
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].pay_item(), item_);
  EXPECT_EQ(open[0].attempt(), 1);
  EXPECT_EQ(open[0].pay_batch(), batch.name());
  EXPECT_EQ(open[0].kept_code(), "99");
  EXPECT_EQ(open[0].told_code(), "00");
  EXPECT_EQ(open[0].importer(), "users/bank");
  EXPECT_EQ(MakeBatch(line_).reason, "BATCH_EMPTY");
  EXPECT_EQ(MakeBatch(line_, item_).reason, "PAY_ITEM_CONTRADICTED");

  const std::string name = open[0].name();
  EXPECT_EQ(Clear(name, Officer("zhou", "treasurer")).reason, "PAY_ITEM_ACTOR");
  EXPECT_EQ(Clear(name, Officer("bank", "accountant")).reason, "OPEN_ITEM_SAME_PERSON");
  EXPECT_EQ(
      Clear("contradictions/" + Ulid::New(absl::Now()).ToString(), Officer("chen", "accountant"))
          .reason,
      "NOT_FOUND");
  // The bank paid after all: nothing may be sent again.
  EXPECT_EQ(Clear(name, Officer("chen", "accountant"), false).reason, "FIELD_REQUIRED");
  EXPECT_EQ(MakeBatch(line_, item_).reason, "PAY_ITEM_CONTRADICTED");
  const auto cleared = Clear(name, Officer("chen", "accountant"));
  ASSERT_EQ(cleared.reason, "");
  EXPECT_EQ(cleared.value.clearer(), "users/chen");
  EXPECT_EQ(cleared.value.remark(), "银行确认未入账");
  EXPECT_EQ(Clear(name, Officer("chen", "accountant")).reason, "OPEN_ITEM_CLEARED");
  EXPECT_TRUE(Contradictions().empty());
  EXPECT_EQ(Contradictions(/*with_cleared=*/true).size(), 1u);
  // The bank insists: by a file of a later day it is open again, by the one before it is not.
  fixture_.SetToday(CivilDay(2020, 9, 25));
  EXPECT_EQ(Result(batch, "00", "2020-09-24").value.contradicted_pay_items_size(), 1);
  EXPECT_TRUE(Contradictions().empty());
  EXPECT_EQ(Result(batch, "00", "2020-09-25").value.contradicted_pay_items_size(), 1);
  ASSERT_EQ(Contradictions().size(), 1u);
  EXPECT_EQ(Contradictions()[0].name(), name);
  EXPECT_EQ(MakeBatch(line_, item_).reason, "PAY_ITEM_CONTRADICTED");
  ASSERT_EQ(Clear(name, Officer("chen", "accountant")).reason, "");
  EXPECT_EQ(MakeBatch(line_, item_).reason, "");
}

TEST_F(ContradictionTest, ItIsNeitherReissuedNorGivenUpNorSent) {
  const v1::PayBatch batch = ReturnedAfterDoubt();
  // What another office brings is no answer of the bank's.
  v1::AbsorbResultRequest result;
  result.set_name(batch.name());
  result.set_content(absl::StrCat(batch.number(), "|2020-09-24|1\n1|00\n"));
  result.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_
                .Call(*batches_, &v1::PayBatchService::Stub::AbsorbResult, result,
                      Officer("zhou", "treasurer"))
                .reason,
            "PAY_ITEM_ACTOR");
  EXPECT_TRUE(Contradictions().empty());
  ASSERT_EQ(Result(batch, "00", "2020-09-24").reason, "");
  EXPECT_EQ(Reissue(item_).reason, "PAY_ITEM_CONTRADICTED");
  EXPECT_THAT(
      GiveUpReturned(fixture_.daily_walk(), context_, fixture_.origin(), CivilDay(2021, 9, 24)),
      IsOk());
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::RETURNED_BY_BANK);

  ASSERT_EQ(Clear(Contradictions().at(0).name(), Officer("chen", "accountant")).reason, "");
  ASSERT_EQ(Reissue(item_).reason, "");
  const v1::PayBatch second = SignedBatch();
  // Another answer comes when the next file is signed already.
  ASSERT_EQ(Result(batch, "01", "2020-09-24").reason, "");
  EXPECT_EQ(Send(second.name()).reason, "PAY_ITEM_CONTRADICTED");
  EXPECT_EQ(Void(second.name()).reason, "");
}

TEST_F(ContradictionTest, ALateReceiptIsForThoseThatTheBankDidNotAnswer) {
  const PersonFact first = NewPerson(), second = NewPerson();
  MakeAccount(first, "17301000010001");
  MakeAccount(second, "17301000010002");
  const std::string paid = ReleasedItem(first);
  fixture_.SetToday(kToday);
  const std::string waiting = ReleasedItem(second);
  const v1::PayBatch batch = SignedBatch();
  ASSERT_EQ(batch.item_count(), 2);
  Send(batch.name());
  Doubt();
  ASSERT_EQ(AnswerOf(paid, "00").value.state(), v1::PayItem::PAID);
  EXPECT_EQ(Receipt(batch, "REJECTED|total").reason, "BATCH_STATE");
  const auto accepted = Receipt(batch, "OK");
  ASSERT_EQ(accepted.reason, "");
  EXPECT_EQ(accepted.value.state(), v1::PayBatch::ACCEPTED);
  EXPECT_EQ(GetItem(paid).state(), v1::PayItem::PAID);
  EXPECT_EQ(GetItem(waiting).state(), v1::PayItem::ACCEPTED);
  EXPECT_EQ(AnswerOf(waiting, "00").reason, "PAY_ITEM_STATE");
}

// As everywhere: else a result and a reissue wait for each other.
TEST_F(ContradictionTest, ResultsWaitForTheLineBeforeTheyLockPayments) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  Send(batch.name());
  Receipt(batch, "OK");
  LADDER_ASSERT_OK_AND_ASSIGN(const Ulid line, Ulid::Parse(line_.substr(12)));
  LADDER_ASSERT_OK_AND_ASSIGN(const Ulid item, Ulid::Parse(item_.substr(9)));
  std::latch held(1);
  std::string reason = "-";
  std::thread bank([&] {
    held.wait();
    reason = Result(batch, "00").reason;
  });
  bool let = false;
  EXPECT_THAT(fixture_.database().Transact([&](mysql::Transaction& tx) -> absl::Status {
    LADDER_RETURN_IF_ERROR(LockBudget(tx, line).status());
    if (!let) held.count_down();
    let = true;
    const absl::Time until = absl::Now() + absl::Seconds(3);
    bool waits = false;
    while (!waits && absl::Now() < until) {
      LADDER_ASSIGN_OR_RETURN(
          const auto row,
          tx.QueryOne("SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() "
                      "AND id <> CONNECTION_ID() AND info LIKE '%FROM budget_line%FOR UPDATE'"));
      waits = row->Int(0) > 0;
    }
    EXPECT_TRUE(waits);
    return tx.Query("SELECT id FROM pay_item WHERE id = ? FOR UPDATE NOWAIT", {item}).status();
  }),
              IsOk());
  bank.join();
  EXPECT_EQ(reason, "");
}

}  // namespace
}  // namespace ladder::subsidy
