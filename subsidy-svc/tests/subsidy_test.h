// What every test of subsidy starts from: the service served, the committed policies, a person who
// works far away, officers of every office, and the way of a claim to its money.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ladder/subsidy/v1/budget.grpc.pb.h"
#include "ladder/subsidy/v1/claim.grpc.pb.h"
#include "ladder/subsidy/v1/ledger.grpc.pb.h"
#include "ladder/subsidy/v1/pay_batch.grpc.pb.h"
#include "ladder/subsidy/v1/pay_item.grpc.pb.h"
#include "ladder/subsidy/v1/payee_account.grpc.pb.h"
#include "ladder/subsidy/v1/policy.grpc.pb.h"
#include "ladder/subsidy/v1/reconciliation.grpc.pb.h"
#include "platform/calendar/workdays.h"
#include "platform/rpc/convert.h"
#include "platform/testing/service_fixture.h"
#include "platform/testing/status_matchers.h"
#include "subsidy-svc/migrations/migrations.h"
#include "subsidy-svc/rpc/budget_rpc.h"
#include "subsidy-svc/rpc/claim_rpc.h"
#include "subsidy-svc/rpc/pay_batch_rpc.h"
#include "subsidy-svc/rpc/pay_item_rpc.h"
#include "subsidy-svc/rpc/payee_account_rpc.h"
#include "subsidy-svc/rpc/policy_rpc.h"
#include "subsidy-svc/rpc/reconciliation_rpc.h"
#include "subsidy-svc/storage/fact_tables.h"
#include "subsidy-svc/tasks/notices.h"
#include "subsidy-svc/tasks/policy_seed.h"

namespace ladder::subsidy {

// An officer who acts for one office, over the whole county.
inline std::string Officer(const std::string& name, const std::string& office) {
  return absl::StrCat("principal=users/", name, "; permissions=subsidy.claims.*,",
                      "subsidy.payItems.*,subsidy.payBatches.*,subsidy.reconciliations.*,",
                      "subsidy.offices.", office, "; divisions=420625000000");
}

class SubsidyTest : public ServiceTest {
 protected:
  static constexpr CivilDay kToday = CivilDay(2020, 9, 10);
  static constexpr int64_t kVillage = 420625100015;
  // An officer of another village.
  static constexpr char kElsewhere[] = "principal=users/far; permissions=*; divisions=420625101001";

  SubsidyTest() : ServiceTest("subsidy", Migrations(), kToday) {
    EXPECT_THAT(SeedPolicies(fixture_.database(), "subsidy-svc/policies", absl::Now()), IsOk());
    rpc::Binder binder;
    policy_rpc_.Bind(binder);
    account_rpc_.Bind(binder);
    budget_rpc_.Bind(binder);
    claim_rpc_.Bind(binder);
    item_rpc_.Bind(binder);
    batch_rpc_.Bind(binder);
    reconciliation_rpc_.Bind(binder);
    fixture_.Serve(binder);
    policies_ = v1::PolicyService::NewStub(fixture_.channel());
    accounts_ = v1::PayeeAccountService::NewStub(fixture_.channel());
    budgets_ = v1::BudgetService::NewStub(fixture_.channel());
    ledger_ = v1::LedgerService::NewStub(fixture_.channel());
    claims_ = v1::ClaimService::NewStub(fixture_.channel());
    items_ = v1::PayItemService::NewStub(fixture_.channel());
    batches_ = v1::PayBatchService::NewStub(fixture_.channel());
    reconciliations_ = v1::ReconciliationService::NewStub(fixture_.channel());
  }

  // A man of a poor household of the village, at work in Shenzhen since March.
  PersonFact NewPerson() {
    PersonFact person = {.id = Ulid::New(absl::Now()),
                         .birth = CivilDay(1975, 6, 15),
                         .sex = Sex::kMale,
                         .household = Ulid::New(absl::Now()),
                         .divisions = {.registered = kVillage, .residence = kVillage}};
    person.classes.push_back({.from = CivilDay(2019, 1, 1),
                              .household_class = HouseholdClass::kRegisteredPoor,
                              .aid = 1});
    person.spells.push_back({.id = Ulid::New(absl::Now()),
                             .person = person.id,
                             .form = 1,
                             .work_division = 440300000000,
                             .from = CivilDay(2020, 3, 1),
                             .contract_months = 12,
                             .verified = true});
    Save(person);
    return person;
  }
  void Save(const PersonFact& person) {
    last_event_ = Ulid::After(last_event_, absl::Now());
    EXPECT_THAT(fixture_.database().Transact([&](mysql::Transaction& tx) {
      return SavePersonFact(tx, person, last_event_);
    }),
                IsOk());
  }
  static std::string Name(const PersonFact& person) {
    return absl::StrCat("persons/", person.id.ToString());
  }
  // The person, and nobody else.
  static std::string Self(const PersonFact& person) {
    return absl::StrCat("principal=users/li; permissions=subsidy.claims.*; persons=",
                        person.id.ToString());
  }

  v1::CreateClaimRequest TransportRequest(const PersonFact& person) {
    v1::CreateClaimRequest request;
    request.mutable_claim()->set_policy("policies/TRANSPORT");
    request.mutable_claim()->set_beneficiary(Name(person));
    request.mutable_claim()->set_subject(
        absl::StrCat(Name(person), "/spells/", person.spells.front().id.ToString()));
    request.set_request_id(NextRequestId());
    return request;
  }
  v1::Claim Create(const PersonFact& person) {
    const auto created = fixture_.Call(*claims_, &v1::ClaimService::Stub::CreateClaim,
                                       TransportRequest(person), Self(person));
    EXPECT_EQ(created.reason, "");
    return created.value;
  }
  v1::Claim Submit(const PersonFact& person, const std::string& claim) {
    v1::SubmitClaimRequest request;
    request.set_name(claim);
    request.set_request_id(NextRequestId());
    const auto submitted =
        fixture_.Call(*claims_, &v1::ClaimService::Stub::SubmitClaim, request, Self(person));
    EXPECT_EQ(submitted.reason, "");
    return submitted.value;
  }
  Answer<v1::Claim> Check(const std::string& claim, const std::string& officer) {
    v1::CheckClaimRequest request;
    request.set_name(claim);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::CheckClaim, request, officer);
  }
  // Through the three offices onto public notice.
  v1::Claim Publish(const PersonFact& person) {
    const v1::Claim claim = Create(person);
    Submit(person, claim.name());
    EXPECT_EQ(Check(claim.name(), Officer("wang", "community")).reason, "");
    EXPECT_EQ(Check(claim.name(), Officer("zhao", "town")).reason, "");
    const auto published = Check(claim.name(), Officer("sun", "county"));
    EXPECT_EQ(published.reason, "");
    return published.value;
  }
  void PassNotices() {
    fixture_.SetToday(kToday + 10);
    EXPECT_THAT(ClearNotices(fixture_.daily_walk(), context_, fixture_.origin(), kToday + 10),
                IsOk());
  }
  Answer<v1::Claim> Approve(const std::string& claim,
                            const std::string& officer = Officer("qian", "approver")) {
    v1::ApproveClaimRequest request;
    request.set_name(claim);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::ApproveClaim, request, officer);
  }
  v1::Claim Approved(const PersonFact& person) {
    const v1::Claim claim = Publish(person);
    PassNotices();
    const auto approved = Approve(claim.name());
    EXPECT_EQ(approved.reason, "");
    return approved.value;
  }

  v1::BudgetLine MakeBudget(int64_t yuan) {
    v1::CreateBudgetLineRequest request;
    request.mutable_budget_line()->set_fund("FUND_EMPLOYMENT");
    request.mutable_budget_line()->set_year(2020);
    request.set_request_id(NextRequestId());
    const auto created =
        fixture_.Call(*budgets_, &v1::BudgetService::Stub::CreateBudgetLine, request);
    EXPECT_EQ(created.reason, "");
    return yuan == 0 ? created.value : Fund(created.value.name(), yuan).value;
  }
  Answer<v1::BudgetLine> Fund(const std::string& line, int64_t yuan) {
    v1::FundBudgetLineRequest request;
    request.set_name(line);
    *request.mutable_amount() = rpc::ToMoney(Fen::Yuan(yuan));
    request.set_document("县财〔2020〕1号");
    request.set_request_id(NextRequestId());
    return fixture_.Call(*budgets_, &v1::BudgetService::Stub::FundBudgetLine, request);
  }

  const WorkdayCalendar workdays_;
  ServiceContext context_{.transactor = fixture_.transactor(),
                          .pager = fixture_.pager(),
                          .workdays = workdays_,
                          .bank_codes = {{"00", "ACSC"}, {"01", "AC01"}, {"99", "MS03"}},
                          .county = 420625000000,
                          .index_key = "test",
                          .sender = "GUCHENG",
                          .bank_folder = testing::TempDir() + "/ladder_bank",
                          .bank_account = "4200"};
  PolicyRpc policy_rpc_{context_};
  PayeeAccountRpc account_rpc_{context_};
  BudgetRpc budget_rpc_{context_};
  ClaimRpc claim_rpc_{context_};
  PayItemRpc item_rpc_{context_};
  PayBatchRpc batch_rpc_{context_};
  ReconciliationRpc reconciliation_rpc_{context_};
  Ulid last_event_;

  std::unique_ptr<v1::PolicyService::Stub> policies_;
  std::unique_ptr<v1::PayeeAccountService::Stub> accounts_;
  std::unique_ptr<v1::BudgetService::Stub> budgets_;
  std::unique_ptr<v1::LedgerService::Stub> ledger_;
  std::unique_ptr<v1::ClaimService::Stub> claims_;
  std::unique_ptr<v1::PayItemService::Stub> items_;
  std::unique_ptr<v1::PayBatchService::Stub> batches_;
  std::unique_ptr<v1::ReconciliationService::Stub> reconciliations_;
};

}  // namespace ladder::subsidy
