// ClaimService on the wire: from a draft to the approval.
#include <set>
#include <thread>

#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/tasks/budget_queue.h"
#include "subsidy-svc/tests/subsidy_test.h"

namespace ladder::subsidy {
namespace {

class ClaimTest : public SubsidyTest {
 protected:
  v1::Claim Get(const std::string& name) {
    v1::GetClaimRequest request;
    request.set_name(name);
    const auto answer = fixture_.Call(*claims_, &v1::ClaimService::Stub::GetClaim, request);
    EXPECT_EQ(answer.reason, "");
    return answer.value;
  }
  Answer<v1::Claim> Object(const std::string& claim) {
    v1::ObjectClaimRequest request;
    request.set_name(claim);
    request.set_remark("他在县内上班");
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::ObjectClaim, request);
  }
  Answer<v1::Claim> Settle(const std::string& claim, bool upheld, const std::string& officer) {
    v1::SettleObjectionRequest request;
    request.set_name(claim);
    request.set_upheld(upheld);
    if (upheld) request.set_reason("NOT_OUT_OF_COUNTY");
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::SettleObjection, request, officer);
  }
  Answer<v1::Claim> Withdraw(const PersonFact& person, const std::string& claim) {
    v1::WithdrawClaimRequest request;
    request.set_name(claim);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::WithdrawClaim, request, Self(person));
  }
};

TEST_F(ClaimTest, ADraftIsDecidedOnWhatIsKnown) {
  const PersonFact person = NewPerson();
  const v1::Claim claim = Create(person);
  EXPECT_EQ(claim.state(), v1::Claim::DRAFT);
  ASSERT_EQ(claim.lines_size(), 1);
  EXPECT_EQ(claim.lines(0).decision().kind(), v1::DECISION_KIND_YES);
  EXPECT_EQ(claim.lines(0).period(), "LIFETIME");
  EXPECT_EQ(claim.amount().units(), 500);
  EXPECT_EQ(claim.register_division(), "divisions/420625100015");
  // The stored facts give the stored decision again.
  const v1::Claim read = Get(claim.name());
  EXPECT_EQ(read.lines(0).decision().SerializeAsString(),
            claim.lines(0).decision().SerializeAsString());
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.ClaimChanged"), 1);
}

TEST_F(ClaimTest, WhatIsKnownOverridesWhatIsSaid) {
  PersonFact person = NewPerson();
  person.classes.clear();
  Save(person);
  v1::CreateClaimRequest request = TransportRequest(person);
  v1::Fact& fact = *request.mutable_claim()->add_facts();
  fact.set_key("household_class");
  fact.set_text("REGISTERED_POOR");
  const auto created =
      fixture_.Call(*claims_, &v1::ClaimService::Stub::CreateClaim, request, Self(person));
  ASSERT_EQ(created.reason, "");
  EXPECT_EQ(created.value.lines(0).decision().reason(), "NOT_TARGET_GROUP");
  Submit(person, created.value.name());
  EXPECT_EQ(Check(created.value.name(), Officer("wang", "community")).reason, "CLAIM_NOT_DUE");
}

TEST_F(ClaimTest, ALineHasOneLiveClaimAndIsGivenBack) {
  const PersonFact person = NewPerson();
  const v1::Claim claim = Create(person);
  const auto again = [&] {
    return fixture_
        .Call(*claims_, &v1::ClaimService::Stub::CreateClaim, TransportRequest(person),
              Self(person))
        .reason;
  };
  EXPECT_EQ(again(), "CLAIM_LINE_EXISTS");
  EXPECT_EQ(Withdraw(person, claim.name()).value.state(), v1::Claim::WITHDRAWN);
  EXPECT_EQ(again(), "");
}

TEST_F(ClaimTest, CreateRefusals) {
  const PersonFact person = NewPerson();
  const auto refused = [&](const v1::CreateClaimRequest& request,
                           const std::string& identity = kEverybody) {
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::CreateClaim, request, identity).reason;
  };
  v1::CreateClaimRequest request = TransportRequest(person);
  EXPECT_EQ(refused(request, kElsewhere), "NOT_FOUND");
  request.mutable_claim()->set_policy("policies/WEATHER");
  EXPECT_EQ(refused(request), "POLICY_UNKNOWN");
  request = TransportRequest(person);
  request.mutable_claim()->set_subject("classes/1");
  EXPECT_EQ(refused(request), "NAME_INVALID");
  request.mutable_claim()->clear_subject();
  EXPECT_EQ(refused(request), "FACT_REQUIRED");
}

TEST_F(ClaimTest, OfficesDutiesAndStatesAreKept) {
  const PersonFact person = NewPerson();
  const v1::Claim claim = Create(person);
  EXPECT_EQ(Check(claim.name(), Officer("wang", "community")).reason, "CLAIM_STATE");
  Submit(person, claim.name());
  EXPECT_EQ(Check(claim.name(), Officer("zhao", "town")).reason, "CLAIM_ACTOR");
  EXPECT_EQ(Check(claim.name(), kElsewhere).reason, "NOT_FOUND");
  EXPECT_EQ(Check(claim.name(), Officer("wang", "community")).reason, "");
  // The same person with another office's permission.
  EXPECT_EQ(Check(claim.name(), Officer("wang", "town")).reason, "");
  MakeBudget(1000);
  EXPECT_EQ(Check(claim.name(), Officer("sun", "county")).reason, "");
  PassNotices();
  EXPECT_EQ(Approve(claim.name(), Officer("sun", "approver")).reason, "DUTY_HELD");
  EXPECT_EQ(Approve(claim.name()).value.state(), v1::Claim::APPROVED);

  v1::ListClaimReviewsRequest list;
  list.set_parent(claim.name());
  const auto reviews = fixture_.Call(*claims_, &v1::ClaimService::Stub::ListClaimReviews, list);
  ASSERT_EQ(reviews.value.claim_reviews_size(), 6);
  EXPECT_EQ(reviews.value.claim_reviews(0).step(), v1::REVIEW_STEP_SUBMIT);
  EXPECT_EQ(reviews.value.claim_reviews(1).actor(), "users/wang");
}

TEST_F(ClaimTest, ReturnedOnceAndCompleted) {
  const PersonFact person = NewPerson();
  const v1::Claim claim = Create(person);
  Submit(person, claim.name());
  v1::ReturnClaimRequest request;
  request.set_name(claim.name());
  request.add_missing_items("劳动合同");
  const auto give_back = [&] {
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::ReturnClaim, request,
                         Officer("wang", "community"));
  };
  const auto returned = give_back();
  ASSERT_EQ(returned.reason, "");
  EXPECT_EQ(returned.value.missing_items(0), "劳动合同");
  EXPECT_FALSE(returned.value.has_deadline());
  Submit(person, claim.name());
  EXPECT_EQ(give_back().reason, "CLAIM_RETURNED_BEFORE");
}

TEST_F(ClaimTest, RejectedWithItsReason) {
  const PersonFact person = NewPerson();
  const v1::Claim claim = Create(person);
  Submit(person, claim.name());
  Check(claim.name(), Officer("wang", "community"));
  v1::RejectClaimRequest request;
  request.set_name(claim.name());
  request.set_reason("NOT_OUT_OF_COUNTY");
  request.set_request_id(NextRequestId());
  const auto rejected = fixture_.Call(*claims_, &v1::ClaimService::Stub::RejectClaim, request,
                                      Officer("zhao", "town"));
  EXPECT_EQ(rejected.value.state(), v1::Claim::REJECTED);
}

TEST_F(ClaimTest, ANoticeEndsByTheCivilClock) {
  const PersonFact person = NewPerson();
  const v1::Claim claim = Publish(person);
  EXPECT_EQ(claim.state(), v1::Claim::IN_PUBLICITY);
  EXPECT_EQ(claim.publicity_until().day(), 17);  // five workdays after Thursday the 10th
  EXPECT_THAT(
      ClearNotices(fixture_.daily_walk(), context_, fixture_.origin(), CivilDay(2020, 9, 17)),
      IsOk());
  EXPECT_EQ(Get(claim.name()).state(), v1::Claim::IN_PUBLICITY);
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(
        ClearNotices(fixture_.daily_walk(), context_, fixture_.origin(), CivilDay(2020, 9, 18)),
        IsOk());
  }
  EXPECT_EQ(Get(claim.name()).state(), v1::Claim::PUBLIC_OK);
  // Nobody's step, once.
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM claim_review WHERE actor = 'systems/subsidy'"), 1);
}

TEST_F(ClaimTest, TheNoticesThatRunArePublic) {
  const PersonFact person = NewPerson();
  const v1::Claim claim = Publish(person);
  const v1::Claim other = Publish(NewPerson());
  Create(NewPerson());
  v1::ListPublicNoticesRequest list;
  list.set_page_size(1);
  const auto notices = [&](const std::string& identity = kEverybody) {
    const auto answer =
        fixture_.Call(*claims_, &v1::ClaimService::Stub::ListPublicNotices, list, identity);
    EXPECT_EQ(answer.reason, "");
    return answer.value;
  };
  const v1::ListPublicNoticesResponse first = notices();
  ASSERT_EQ(first.public_notices_size(), 1);
  const v1::PublicNotice& notice = first.public_notices(0);
  EXPECT_EQ(notice.claim(), claim.name());
  EXPECT_EQ(notice.beneficiary(), Name(person));
  EXPECT_EQ(notice.payee(), Name(person));
  EXPECT_EQ(notice.policy(), "policies/TRANSPORT");
  EXPECT_EQ(notice.period(), "LIFETIME");
  EXPECT_EQ(notice.division(), "divisions/420625100015");
  EXPECT_EQ(notice.amount().units(), 500);
  EXPECT_EQ(notice.start_date().day(), 10);
  EXPECT_EQ(notice.end_date().day(), 17);
  list.set_page_token(first.next_page_token());
  EXPECT_EQ(notices().public_notices(0).claim(), other.name());
  list.clear_page_token();
  list.set_page_size(0);
  EXPECT_EQ(notices(kElsewhere).public_notices_size(), 0);
  list.set_division("divisions/420625101000");
  EXPECT_EQ(notices().public_notices_size(), 0);
  list.set_division("divisions/420625100000");
  list.set_policy("policies/TRAIN");
  EXPECT_EQ(notices().public_notices_size(), 0);
  list.set_policy("policies/TRANSPORT");
  EXPECT_EQ(notices().public_notices_size(), 2);
  ASSERT_EQ(Object(other.name()).reason, "");
  EXPECT_EQ(notices().public_notices_size(), 1);
  fixture_.SetToday(CivilDay(2020, 9, 18));
  EXPECT_EQ(notices().public_notices_size(), 0);
}

TEST_F(ClaimTest, AnObjectionIsSettledBySomebodyNew) {
  const v1::Claim claim = Publish(NewPerson());
  ASSERT_EQ(Object(claim.name()).reason, "");
  EXPECT_EQ(Settle(claim.name(), true, Officer("sun", "county")).reason, "CLAIM_REVIEWER_SAME");
  fixture_.SetToday(CivilDay(2020, 9, 18));
  EXPECT_EQ(Settle(claim.name(), false, Officer("li", "county")).value.state(),
            v1::Claim::PUBLIC_OK);
  fixture_.SetToday(kToday);
  const v1::Claim other = Publish(NewPerson());
  ASSERT_EQ(Object(other.name()).reason, "");
  EXPECT_EQ(Settle(other.name(), true, Officer("li", "county")).value.state(), v1::Claim::REJECTED);
  EXPECT_EQ(Object(other.name()).reason, "CLAIM_STATE");
}

TEST_F(ClaimTest, ADismissedObjectionEndsNoNotice) {
  const v1::Claim claim = Publish(NewPerson());
  ASSERT_EQ(Object(claim.name()).reason, "");
  fixture_.SetToday(kToday + 4);
  const auto dismissed = Settle(claim.name(), false, Officer("li", "county"));
  ASSERT_EQ(dismissed.reason, "");
  EXPECT_EQ(dismissed.value.state(), v1::Claim::IN_PUBLICITY);
  EXPECT_EQ(dismissed.value.publicity_until().day(), 17);
  EXPECT_EQ(dismissed.value.deadline().day(), 17);
  // It is public as before, and somebody else may object.
  v1::ListPublicNoticesRequest list;
  const auto notices =
      fixture_.Call(*claims_, &v1::ClaimService::Stub::ListPublicNotices, list).value;
  ASSERT_EQ(notices.public_notices_size(), 1);
  EXPECT_EQ(notices.public_notices(0).start_date().day(), 10);
  ASSERT_EQ(Object(claim.name()).reason, "");
  ASSERT_EQ(Settle(claim.name(), false, Officer("he", "county")).reason, "");
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM publicity"), 1);
  EXPECT_THAT(
      ClearNotices(fixture_.daily_walk(), context_, fixture_.origin(), CivilDay(2020, 9, 18)),
      IsOk());
  EXPECT_EQ(Get(claim.name()).state(), v1::Claim::PUBLIC_OK);
}

TEST_F(ClaimTest, WithdrawingGivesTheMoneyBackUntilItIsReleased) {
  const v1::BudgetLine line = MakeBudget(1000);
  const PersonFact person = NewPerson();
  const v1::Claim claim = Approved(person);
  EXPECT_EQ(Withdraw(person, claim.name()).value.state(), v1::Claim::WITHDRAWN);
  v1::GetBudgetLineRequest get;
  get.set_name(line.name());
  EXPECT_EQ(
      fixture_.Call(*budgets_, &v1::BudgetService::Stub::GetBudgetLine, get).value.free().units(),
      1000);
}

TEST_F(ClaimTest, MoneyThatComesBackGoesToWhoeverWaits) {
  MakeBudget(500);
  const PersonFact first = NewPerson();
  const v1::Claim paid = Approved(first);
  fixture_.SetToday(kToday);
  const PersonFact second = NewPerson();
  const v1::Claim waiting = Approved(second);
  EXPECT_EQ(waiting.state(), v1::Claim::HOLD_BUDGET);
  EXPECT_EQ(Withdraw(first, paid.name()).value.state(), v1::Claim::WITHDRAWN);
  EXPECT_EQ(Get(waiting.name()).state(), v1::Claim::APPROVED);
}

TEST_F(ClaimTest, TheNightMovesAQueueThatHasItsMoney) {
  const v1::BudgetLine line = MakeBudget(500);
  Approved(NewPerson());
  fixture_.SetToday(kToday);
  const v1::Claim waiting = Approved(NewPerson());
  ASSERT_EQ(waiting.state(), v1::Claim::HOLD_BUDGET);
  EXPECT_THAT(ReleaseQueues(fixture_.daily_walk(), context_, fixture_.origin(), kToday + 11),
              IsOk());
  EXPECT_EQ(Get(waiting.name()).state(), v1::Claim::HOLD_BUDGET);
  // Money that nothing moved the queue for.
  EXPECT_THAT(fixture_.database().Transact([&](mysql::Transaction& tx) -> absl::Status {
    LADDER_ASSIGN_OR_RETURN(const Ulid id, Ulid::Parse(line.name().substr(12)));
    LADDER_ASSIGN_OR_RETURN(const BudgetRecord before, LockBudget(tx, id));
    BudgetRecord after = before;
    after.root.version += 1;
    LADDER_ASSIGN_OR_RETURN(const Posting posting, MakePosting(LedgerEvent::kFunded, before.line,
                                                               Fen::Yuan(500), "by hand"));
    LADDER_RETURN_IF_ERROR(PostEntry(tx, after, posting, "by hand", kToday, absl::Now()));
    return SaveBudget(tx, before, after);
  }),
              IsOk());
  EXPECT_THAT(ReleaseQueues(fixture_.daily_walk(), context_, fixture_.origin(), kToday + 12),
              IsOk());
  EXPECT_EQ(Get(waiting.name()).state(), v1::Claim::APPROVED);
}

TEST_F(ClaimTest, WithoutABudgetLineNothingIsApproved) {
  const v1::Claim claim = Publish(NewPerson());
  PassNotices();
  EXPECT_EQ(Approve(claim.name()).reason, "CLAIM_BUDGET_SHORT");
}

TEST_F(ClaimTest, TwoCheckersWithOneEtag) {
  const PersonFact person = NewPerson();
  const v1::Claim claim = Create(person);
  const v1::Claim submitted = Submit(person, claim.name());
  std::vector<std::string> reasons(2);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < 2; ++i) {
    threads.emplace_back([&, i] {
      v1::CheckClaimRequest request;
      request.set_name(claim.name());
      request.set_etag(submitted.etag());
      request.set_request_id(absl::StrCat("race", i));
      reasons[i] = fixture_
                       .Call(*claims_, &v1::ClaimService::Stub::CheckClaim, request,
                             Officer(absl::StrCat("wang", i), "community"))
                       .reason;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ((std::multiset<std::string>(reasons.begin(), reasons.end())),
            (std::multiset<std::string>{"", "ETAG_MISMATCH"}));
}

TEST_F(ClaimTest, OneRequestTwiceInParallelIsOneClaim) {
  const PersonFact person = NewPerson();
  const v1::CreateClaimRequest request = TransportRequest(person);
  std::vector<std::string> names(2);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < 2; ++i) {
    threads.emplace_back([&, i] {
      names[i] =
          fixture_.Call(*claims_, &v1::ClaimService::Stub::CreateClaim, request, Self(person))
              .value.name();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_NE(names[0], "");
  EXPECT_EQ(names[0], names[1]);
}

TEST_F(ClaimTest, APageWalkUnderInsertsSeesEveryOldClaimOnce) {
  std::set<std::string> old;
  for (int i = 0; i < 5; ++i) old.insert(Create(NewPerson()).name());
  v1::ListClaimsRequest list;
  list.set_policy("policies/TRANSPORT");
  list.add_states(v1::Claim::DRAFT);
  list.set_page_size(2);
  std::multiset<std::string> seen;
  do {
    const auto page = fixture_.Call(*claims_, &v1::ClaimService::Stub::ListClaims, list);
    ASSERT_EQ(page.reason, "");
    for (const v1::Claim& claim : page.value.claims()) seen.insert(claim.name());
    list.set_page_token(page.value.next_page_token());
    if (seen.size() < 5) Create(NewPerson());
  } while (!list.page_token().empty());
  for (const std::string& name : old) EXPECT_EQ(seen.count(name), 1u);

  list.clear_page_token();
  EXPECT_EQ(fixture_.Call(*claims_, &v1::ClaimService::Stub::ListClaims, list, kElsewhere)
                .value.claims_size(),
            0);
}

}  // namespace
}  // namespace ladder::subsidy
