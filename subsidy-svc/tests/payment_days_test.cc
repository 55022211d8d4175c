// What questions, doubts and days do to payments on their way.
#include "subsidy-svc/tasks/payments.h"
#include "subsidy-svc/tests/payments.h"

namespace ladder::subsidy {
namespace {

class PaymentDaysTest : public PaymentTest {
 protected:
  using Items = v1::PayItemService::Stub;

  // A batch of one payment, sent on Sunday the 20th; its answer is due three workdays later.
  v1::PayBatch SentBatch(const PersonFact& person) {
    MakeAccount(person, "17301000010001");
    const v1::PayBatch batch = SignedBatch(person);
    return Send(batch.name()).value;
  }
  Answer<v1::PayItem> AnswerOf(const std::string& code,
                               const std::string& officer = Officer("bank", "bank")) {
    v1::AnswerPayItemRequest request;
    request.set_name(item_);
    request.set_code(code);
    *request.mutable_answered_on() = rpc::ToDate(CivilDay(2020, 9, 24));
    request.set_request_id(NextRequestId());
    return fixture_.Call(*items_, &Items::AnswerPayItem, request, officer);
  }
  // Past the deadline of every answer.
  void Doubted() {
    fixture_.SetToday(CivilDay(2020, 9, 24));
    for (int i = 0; i < 2; ++i) {
      EXPECT_THAT(DoubtUnanswered(fixture_.daily_walk(), context_, fixture_.origin(),
                                  CivilDay(2020, 9, 24)),
                  IsOk());
    }
    EXPECT_EQ(GetItem(item_).state(), v1::PayItem::IN_DOUBT);
  }
  Answer<v1::PayItem> Reissue() { return PaymentTest::Reissue(item_); }
};

TEST_F(PaymentDaysTest, TheFinanceBureauAsksBeforeItReleases) {
  MakeBudget(1000);
  const std::string item = ItemOf(Approved(NewPerson()));
  v1::RaisePayItemQueryRequest ask;
  ask.set_name(item);
  ask.set_remark("名单是否已公示?");
  const auto raise = [&](const std::string& officer) {
    ask.set_request_id(NextRequestId());
    return fixture_.Call(*items_, &Items::RaisePayItemQuery, ask, officer);
  };
  EXPECT_EQ(raise(Officer("zhou", "treasurer")).reason, "PAY_ITEM_ACTOR");
  EXPECT_EQ(raise(Officer("wu", "finance")).value.state(), v1::PayItem::QUERIED);
  EXPECT_EQ(raise(Officer("wu", "finance")).reason, "PAY_ITEM_STATE");
  EXPECT_EQ(Release(item, Officer("wu", "finance")).reason, "PAY_ITEM_STATE");

  v1::AnswerPayItemQueryRequest answer;
  answer.set_name(item);
  answer.set_remark("已公示五个工作日");
  const auto reply = [&](const std::string& officer) {
    answer.set_request_id(NextRequestId());
    return fixture_.Call(*items_, &Items::AnswerPayItemQuery, answer, officer);
  };
  EXPECT_EQ(reply(Officer("wu", "finance")).reason, "PAY_ITEM_ACTOR");
  EXPECT_EQ(reply(Officer("sun", "county")).value.state(), v1::PayItem::FUND_REQUESTED);
  EXPECT_EQ(Release(item, Officer("wu", "finance")).reason, "");

  v1::ListPayItemStepsRequest list;
  list.set_parent(item);
  list.set_page_size(2);
  const auto first = fixture_.Call(*items_, &Items::ListPayItemSteps, list);
  ASSERT_EQ(first.value.pay_item_steps_size(), 2);
  EXPECT_EQ(first.value.pay_item_steps(0).event(), v1::PAY_ITEM_EVENT_QUERY);
  EXPECT_EQ(first.value.pay_item_steps(0).state(), v1::PayItem::QUERIED);
  EXPECT_EQ(first.value.pay_item_steps(0).remark(), "名单是否已公示?");
  EXPECT_EQ(first.value.pay_item_steps(1).actor(), "users/sun");
  list.set_page_token(first.value.next_page_token());
  const auto second = fixture_.Call(*items_, &Items::ListPayItemSteps, list);
  ASSERT_EQ(second.value.pay_item_steps_size(), 1);
  EXPECT_EQ(second.value.next_page_token(), "");
  list.clear_page_token();
  EXPECT_EQ(fixture_.Call(*items_, &Items::ListPayItemSteps, list, kElsewhere).reason, "NOT_FOUND");
}

TEST_F(PaymentDaysTest, WhatTheBankDoesNotAnswerIsInDoubtAndNotSentAgain) {
  const v1::PayBatch batch = SentBatch(NewPerson());
  EXPECT_EQ(AnswerOf("00").reason, "DATE_INVALID");  // of a day to come
  // The deadline's own day is the bank's.
  EXPECT_THAT(
      DoubtUnanswered(fixture_.daily_walk(), context_, fixture_.origin(), CivilDay(2020, 9, 23)),
      IsOk());
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::SENT);
  Doubted();
  EXPECT_EQ(Reissue().reason, "PAY_ITEM_STATE");
  EXPECT_EQ(MakeBatch(line_, item_).reason, "PAY_ITEM_STATE");
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_IN_TRANSIT), 500);

  EXPECT_EQ(AnswerOf("77").reason, "BANK_CODE");
  EXPECT_EQ(AnswerOf("00", Officer("zhou", "treasurer")).reason, "PAY_ITEM_ACTOR");
  const auto paid = AnswerOf("00");
  ASSERT_EQ(paid.reason, "");
  EXPECT_EQ(paid.value.state(), v1::PayItem::PAID);
  EXPECT_EQ(paid.value.paid_on().day(), 24);
  EXPECT_EQ(Line(line_).paid().units(), 500);
  EXPECT_EQ(AnswerOf("99").reason, "PAY_ITEM_STATE");
  // The file that comes late says nothing new.
  EXPECT_EQ(Result(batch, "00").value.repeated_count(), 1);
  EXPECT_EQ(Line(line_).paid().units(), 500);
}

TEST_F(PaymentDaysTest, OnlyANegativeAnswerAllowsTheNextAttempt) {
  const v1::PayBatch batch = SentBatch(NewPerson());
  ASSERT_EQ(Receipt(batch, "OK").reason, "");
  EXPECT_EQ(AnswerOf("99").reason, "DATE_INVALID");
  Doubted();
  const auto returned = AnswerOf("99");
  ASSERT_EQ(returned.reason, "");
  EXPECT_EQ(returned.value.state(), v1::PayItem::RETURNED_BY_BANK);
  EXPECT_EQ(returned.value.return_action(), v1::RETURN_ACTION_RETRY);
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_RETURNED), 500);
  const auto again = Reissue();
  ASSERT_EQ(again.reason, "");
  EXPECT_EQ(again.value.attempt(), 2);
  // A late success for the first attempt is somebody's to look at, and pays nothing.
  EXPECT_EQ(Result(batch, "00").value.contradicted_pay_items_size(), 1);
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::FUND_RELEASED);
  EXPECT_EQ(Line(line_).paid().units(), 0);
}

TEST_F(PaymentDaysTest, ALateReceiptAndResultEndTheDoubt) {
  const v1::PayBatch batch = SentBatch(NewPerson());
  Doubted();
  ASSERT_EQ(Receipt(batch, "OK").reason, "");
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::ACCEPTED);
  Doubted();
  EXPECT_EQ(Result(batch, "00").value.paid_count(), 1);
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::PAID);
}

TEST_F(PaymentDaysTest, WhatNobodyClaimsGoesBackToTheFundAndToWhoWaits) {
  line_ = MakeBudget(600).name();
  const PersonFact person = NewPerson();
  const v1::PayBatch batch = SentBatch(person);
  Receipt(batch, "OK");
  ASSERT_EQ(Result(batch, "01").value.returned_count(), 1);  // on 2020-09-20
  const std::string item = item_;
  fixture_.SetToday(kToday);
  const v1::Claim waiting = Approved(NewPerson());
  EXPECT_EQ(waiting.state(), v1::Claim::HOLD_BUDGET);

  const CivilDay due = CivilDay(2020, 9, 20) + 180;
  EXPECT_THAT(GiveUpReturned(fixture_.daily_walk(), context_, fixture_.origin(), due - 1), IsOk());
  EXPECT_EQ(GetItem(item).state(), v1::PayItem::RETURNED_BY_BANK);
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(GiveUpReturned(fixture_.daily_walk(), context_, fixture_.origin(), due), IsOk());
  }
  EXPECT_EQ(GetItem(item).state(), v1::PayItem::UNCLAIMED);
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_RETURNED), 0);
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_COMMITTED), 500);
  v1::GetClaimRequest get;
  get.set_name(waiting.name());
  EXPECT_EQ(fixture_.Call(*claims_, &v1::ClaimService::Stub::GetClaim, get).value.state(),
            v1::Claim::APPROVED);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM ledger_entry WHERE event = 10"), 1);
}

TEST_F(PaymentDaysTest, AnUnsentBatchIsGivenUpAndItsPaymentsBatchedAnew) {
  const PersonFact person = NewPerson();
  MakeAccount(person, "17301000010001");
  const v1::PayBatch batch = SignedBatch(person);
  EXPECT_EQ(Void(batch.name(), Officer("zheng", "checker")).reason, "PAY_ITEM_ACTOR");
  const auto voided = Void(batch.name(), Officer("zhou", "treasurer"));
  ASSERT_EQ(voided.reason, "");
  EXPECT_EQ(voided.value.state(), v1::PayBatch::VOIDED);
  EXPECT_EQ(GetItem(item_).state(), v1::PayItem::FUND_RELEASED);
  EXPECT_EQ(GetItem(item_).pay_batch(), "");
  EXPECT_EQ(Send(batch.name()).reason, "BATCH_STATE");

  const auto second = MakeBatch(line_);
  ASSERT_EQ(second.reason, "");
  EXPECT_EQ(second.value.item_count(), 1);
  Sign(second.value, "zheng");
  Sign(second.value, "feng");
  ASSERT_EQ(Send(second.value.name()).reason, "");
  EXPECT_EQ(Void(second.value.name(), Officer("zhou", "treasurer")).reason, "BATCH_STATE");
  EXPECT_EQ(Balance(line_, v1::LEDGER_ACCOUNT_KIND_IN_TRANSIT), 500);
}

}  // namespace
}  // namespace ladder::subsidy
