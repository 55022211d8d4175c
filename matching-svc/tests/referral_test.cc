// ReferralService and HireService on the wire, with what follows: hires, events, answers,
// deadlines.
#include <atomic>
#include <functional>
#include <set>
#include <thread>
#include <vector>

#include "ladder/events/v1/matching.pb.h"
#include "matching-svc/tasks/deadlines.h"
#include "matching-svc/tasks/snapshot.h"
#include "matching-svc/tests/matching_test.h"
#include "platform/rpc/names.h"

namespace ladder::matching {
namespace {

using Stub = v1::ReferralService::Stub;
using Hires = v1::HireService::Stub;

class ReferralServiceTest : public MatchingTest {
 protected:
  template <typename Request>
  Request StepRequest(const std::string& name, CivilDay day = kStart) {
    Request request;
    request.set_name(name);
    *request.mutable_day() = rpc::ToDate(day);
    request.set_request_id(NextRequestId());
    return request;
  }
  Answer<v1::Referral> Interview(const std::string& name, CivilDay day = kStart) {
    return fixture_.Call(*referrals_, &Stub::InterviewReferral,
                         StepRequest<v1::InterviewReferralRequest>(name, day));
  }
  Answer<v1::Referral> Offer(const std::string& name, int64_t yuan = 3000) {
    auto request = StepRequest<v1::OfferReferralRequest>(name);
    *request.mutable_offer()->mutable_wage() = Yuan(yuan);
    *request.mutable_offer()->mutable_start_date() = rpc::ToDate(kStart);
    request.mutable_offer()->set_contract_kind(codes::CONTRACT_KIND_FIXED_TERM);
    request.mutable_offer()->set_contract_months(12);
    return fixture_.Call(*referrals_, &Stub::OfferReferral, request);
  }
  Answer<v1::Referral> Accept(const std::string& name) {
    return fixture_.Call(*referrals_, &Stub::AcceptReferral,
                         StepRequest<v1::AcceptReferralRequest>(name));
  }
  Answer<v1::Referral> Start(const std::string& name, CivilDay day = kStart) {
    return fixture_.Call(*referrals_, &Stub::StartReferral,
                         StepRequest<v1::StartReferralRequest>(name, day));
  }
  Answer<v1::Referral> Decline(const std::string& name, bool refuse_enterprise = false) {
    auto request = StepRequest<v1::DeclineReferralRequest>(name);
    request.set_decline_reason(v1::DECLINE_REASON_PAY);
    request.set_refuse_enterprise(refuse_enterprise);
    return fixture_.Call(*referrals_, &Stub::DeclineReferral, request);
  }
  Answer<v1::Referral> Get(const std::string& name, const std::string& identity = kEverybody) {
    v1::GetReferralRequest request;
    request.set_name(name);
    return fixture_.Call(*referrals_, &Stub::GetReferral, request, identity);
  }
  Answer<v1::Hire> GetHire(const std::string& name, const std::string& identity = kEverybody) {
    v1::GetHireRequest request;
    request.set_name(name);
    return fixture_.Call(*hires_, &Hires::GetHire, request, identity);
  }
  Answer<v1::Hire> End(const std::string& name, CivilDay day, const std::string& identity) {
    auto request = StepRequest<v1::EndHireRequest>(name, day);
    request.set_end_reason(codes::END_REASON_QUIT);
    return fixture_.Call(*hires_, &Hires::EndHire, request, identity);
  }
  // A referral that was offered, or accepted.
  std::string Offered(const std::string& person, const std::string& job) {
    const std::string name = Refer(person, job).value.name();
    EXPECT_EQ(Interview(name).reason, "");
    EXPECT_EQ(Offer(name).reason, "");
    return name;
  }
  v1::Referral Accepted(const std::string& person, const std::string& job) {
    const auto answer = Accept(Offered(person, job));
    EXPECT_EQ(answer.reason, "");
    return answer.value;
  }
  // The newest event of the type.
  template <typename M>
  M LastEvent() {
    static constexpr char kNewest[] =
        "SELECT payload, reach FROM event WHERE type = ? ORDER BY event_id DESC LIMIT 1";
    M message;
    const auto rows = fixture_.database().Read(
        [&](mysql::Transaction& tx) { return tx.Query(kNewest, {M::descriptor()->full_name()}); });
    EXPECT_TRUE(rows.ok() && !rows->empty());
    EXPECT_TRUE(message.ParseFromString((*rows)[0].Text(0)));
    return message;
  }
  int Filled() {
    v1::GetJobRequest request;
    request.set_name(job_);
    return fixture_.Call(*jobs_, &v1::JobService::Stub::GetJob, request).value.filled();
  }

  const std::string enterprise_ = MakeEnterprise().name();
  const std::string job_ = MakeJob(enterprise_).name();
  const std::string person_ = MakeSeeker();
};

TEST_F(ReferralServiceTest, LeadsToWorkAndToItsEnd) {
  const auto referred = Refer(person_, job_);
  ASSERT_EQ(referred.reason, "");
  EXPECT_EQ(referred.value.state(), v1::Referral::REFERRED);
  EXPECT_EQ(referred.value.factors_size(), 7);
  EXPECT_GT(referred.value.score(), 0);
  const std::string name = referred.value.name();
  EXPECT_EQ(Accept(name).reason, "REFERRAL_STATE");
  EXPECT_EQ(Interview(name).value.state(), v1::Referral::INTERVIEWED);
  EXPECT_EQ(Offer(name, 1000).reason, "OFFER_BELOW_MINIMUM_WAGE");
  EXPECT_EQ(Offer(name).value.state(), v1::Referral::OFFERED);
  EXPECT_EQ(Filled(), 0);
  const v1::Referral accepted = Accept(name).value;
  EXPECT_EQ(accepted.state(), v1::Referral::ACCEPTED);
  EXPECT_EQ(Filled(), 1);
  EXPECT_EQ(GetHire(accepted.hire()).value.state(), v1::Hire::AGREED);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.HireStarted"), 0);

  EXPECT_EQ(Start(name, kStart + 1).reason, "DAY_IN_FUTURE");
  EXPECT_EQ(Start(name).value.state(), v1::Referral::STARTED_WORK);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.HireStarted"), 1);
  const auto started = LastEvent<ev::HireStarted>().hire();
  EXPECT_EQ(started.hire(), accepted.hire());
  EXPECT_EQ(started.person(), person_);
  EXPECT_EQ(started.job(), job_);
  EXPECT_EQ(started.employer_industry(), "C1810");
  EXPECT_EQ(started.wage().units(), 3000);
  EXPECT_EQ(started.contract_months(), 12);
  EXPECT_EQ(started.started_on().day(), 1);
  EXPECT_NE(started.intention(), "");
  EXPECT_EQ(LastEvent<ev::ReferralChanged>().progress(), ev::REFERRAL_PROGRESS_STARTED_WORK);
  EXPECT_EQ(fixture_.Count(absl::StrCat("SELECT COUNT(*) FROM event WHERE reach LIKE '%", kGuodihu,
                                        "%' AND type LIKE '%HireStarted'")),
            1);

  EXPECT_EQ(End(accepted.hire(), kStart - 1, kEverybody).reason, "DAY_OUT_OF_ORDER");
  EXPECT_EQ(End(accepted.hire(), kStart, kElsewhere).reason, "NOT_FOUND");
  EXPECT_EQ(End(accepted.hire(), kStart, kOfficer).value.state(), v1::Hire::ENDED);
  EXPECT_EQ(End(accepted.hire(), kStart, kOfficer).reason, "HIRE_STATE");
  EXPECT_EQ(LastEvent<ev::HireEnded>().end_reason(), codes::END_REASON_QUIT);
}

TEST_F(ReferralServiceTest, CreateRefusesInOrder) {
  EXPECT_EQ(Refer(absl::StrCat("persons/", kNobody), job_).reason, "NOT_FOUND");
  EXPECT_EQ(Refer(person_, absl::StrCat("jobs/", kNobody)).reason, "NOT_FOUND");
  EXPECT_EQ(Refer(person_, job_, kElsewhere).reason, "NOT_FOUND");
  EXPECT_EQ(Refer(person_, MakeJob(enterprise_, false).name()).reason, "JOB_NOT_OPEN");
  v1::CreateJobRequest toxic;
  *toxic.mutable_job() = JobOf(enterprise_);
  toxic.mutable_job()->add_hazards(v1::HAZARD_TOXIC);
  toxic.set_publish(true);
  v1::CreateReferralRequest stated = ReferralRequest(person_, MakeJob(toxic).name());
  stated.set_stated_protection(v1::STATED_PROTECTION_NURSING);
  EXPECT_EQ(fixture_.Call(*referrals_, &Stub::CreateReferral, stated).reason,
            "PROTECTED_PERIOD_LIMIT");
  EXPECT_EQ(Refer(person_, job_).reason, "");
  EXPECT_EQ(Refer(person_, job_).reason, "REFERRAL_EXISTS");
  const Ulid gone = Ulid::New(fixture_.system_clock().Now());
  ev::PersonChanged dead = PersonOf(gone);
  dead.mutable_class_periods(0)->set_primary_class(
      static_cast<codes::PrimaryClass>(kClassContactLost + 1));
  ASSERT_THAT(Tell(dead), IsOk());
  EXPECT_EQ(Refer(NameOfPerson(gone), job_).reason, "PERSON_GONE");
}

TEST_F(ReferralServiceTest, ADeclinedJobAndEmployerAreNotOfferedAgain) {
  const std::string name = Refer(person_, job_).value.name();
  EXPECT_EQ(Decline(name, true).value.state(), v1::Referral::DECLINED);
  EXPECT_EQ(Decline(name).reason, "REFERRAL_STATE");
  EXPECT_EQ(Refer(person_, job_).reason, "PERSON_REFUSES_EMPLOYER");
  const std::string other_job = MakeJob(MakeEnterprise().name()).name();
  EXPECT_EQ(Decline(Refer(person_, other_job).value.name()).reason, "");
  EXPECT_EQ(Refer(person_, other_job).reason, "ALREADY_REFUSED");
}

TEST_F(ReferralServiceTest, GivingUpAnAgreementFreesTheVacancy) {
  auto reject = StepRequest<v1::RejectReferralRequest>(Accepted(person_, job_).name());
  EXPECT_EQ(Filled(), 1);
  EXPECT_EQ(fixture_.Call(*referrals_, &Stub::RejectReferral, reject).reason, "FIELD_REQUIRED");
  reject.set_reject_reason(v1::REJECT_REASON_NO_SHOW);
  const auto rejected = fixture_.Call(*referrals_, &Stub::RejectReferral, reject);
  EXPECT_EQ(rejected.value.state(), v1::Referral::REJECTED);
  EXPECT_EQ(Filled(), 0);
  EXPECT_EQ(GetHire(rejected.value.hire()).value.state(), v1::Hire::CANCELLED);

  auto cancel = StepRequest<v1::CancelReferralRequest>(Accepted(MakeSeeker(), job_).name());
  cancel.set_note("录错");
  EXPECT_EQ(fixture_.Call(*referrals_, &Stub::CancelReferral, cancel).value.state(),
            v1::Referral::CANCELLED);
  EXPECT_EQ(Filled(), 0);
}

TEST_F(ReferralServiceTest, TheLastVacancyGoesToOneOfMany) {
  std::vector<std::string> offered;
  for (int i = 0; i < 4; ++i) offered.push_back(Offered(MakeSeeker(), job_));
  std::vector<v1::AcceptReferralRequest> requests;
  for (const std::string& name : offered) {
    requests.push_back(StepRequest<v1::AcceptReferralRequest>(name));
  }
  std::atomic<int> taken{0}, full{0};
  std::vector<std::thread> callers;
  for (const auto& request : requests) {
    callers.emplace_back([&, request] {
      const std::string reason = fixture_.Call(*referrals_, &Stub::AcceptReferral, request).reason;
      taken += reason.empty();
      full += reason == "JOB_FULL";
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(taken, 2);
  EXPECT_EQ(full, 2);
  EXPECT_EQ(Filled(), 2);
  EXPECT_EQ(Refer(person_, job_).reason, "JOB_FULL");
}

TEST_F(ReferralServiceTest, NobodyStartsAtABlockedEmployer) {
  const std::string name = Accepted(person_, job_).name();
  ASSERT_EQ(BlockEnterprise(enterprise_), "");
  EXPECT_EQ(Start(name).reason, "EMPLOYER_BLOCKED");
}

TEST_F(ReferralServiceTest, DeadlinesPassOnce) {
  const v1::Referral accepted = Accepted(person_, job_);
  const std::string waiting = Refer(MakeSeeker(), job_).value.name();
  const CivilDay due = kStart + 31;
  fixture_.SetToday(due);
  EXPECT_EQ(Interview(waiting, due).reason, "REFERRAL_OVERDUE");
  for (int i = 0; i < 2; ++i) {
    ASSERT_THAT(ExpireReferrals(fixture_.daily_walk(), *policies_, fixture_.origin(), due), IsOk());
  }
  EXPECT_EQ(Get(waiting).value.state(), v1::Referral::EXPIRED);
  EXPECT_EQ(Get(accepted.name()).value.state(), v1::Referral::EXPIRED);
  EXPECT_EQ(GetHire(accepted.hire()).value.state(), v1::Hire::LAPSED);
  EXPECT_EQ(Filled(), 0);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM referral WHERE live = 1"), 0);
}

TEST_F(ReferralServiceTest, TheRegistrysAnswerDisputesTheHireOnce) {
  const v1::Referral accepted = Accepted(person_, job_);
  ev::SpellRefused refused;
  refused.set_source(accepted.hire());
  refused.set_person(person_);
  refused.set_reason("SPELL_OVERLAPS");
  ASSERT_THAT(Tell(refused), IsOk());
  EXPECT_EQ(GetHire(accepted.hire()).value.dispute_reason(), "");  // no work has started
  ASSERT_EQ(Start(accepted.name()).reason, "");
  ASSERT_THAT(Tell(refused), IsOk());
  const v1::Hire disputed = GetHire(accepted.hire()).value;
  EXPECT_EQ(disputed.dispute_reason(), "SPELL_OVERLAPS");
  ASSERT_THAT(Tell(refused), IsOk());
  EXPECT_EQ(GetHire(accepted.hire()).value.etag(), disputed.etag());
  v1::ListHiresRequest list;
  list.set_disputed_only(true);
  EXPECT_EQ(fixture_.Call(*hires_, &Hires::ListHires, list).value.hires_size(), 1);

  // The registry changed its mind: the spell is there.
  ev::PersonChanged person = PersonOf(*rpc::ParseId(kPersonName, person_));
  auto& spell = *person.add_spells();
  spell.set_source(accepted.hire());
  *spell.mutable_started_on() = rpc::ToDate(kStart);
  ASSERT_THAT(Tell(person), IsOk());
  EXPECT_EQ(GetHire(accepted.hire()).value.dispute_reason(), "");

  refused.set_source("placements/1");
  EXPECT_THAT(Tell(refused), IsOk());
  refused.set_source(absl::StrCat("hires/", kNobody));
  EXPECT_THAT(Tell(refused), IsOk());
}

TEST_F(ReferralServiceTest, RowsOutsideTheScopeDoNotExist) {
  std::set<std::string> made;
  made.insert(Accepted(person_, job_).name());
  const std::string away = Refer(MakeSeeker(kHujiajing), job_).value.name();
  const std::string mine = *made.begin();
  EXPECT_EQ(Get(mine, kElsewhere).reason, "NOT_FOUND");
  EXPECT_EQ(Get(mine, kOfficer).reason, "");
  EXPECT_EQ(Get(absl::StrCat("persons/", kNobody, "/referrals/", kNobody)).reason, "NOT_FOUND");
  EXPECT_EQ(GetHire(Get(mine).value.hire(), kElsewhere).reason, "NOT_FOUND");
  const auto count = [&](const std::function<void(v1::ListReferralsRequest&)>& ask,
                         const std::string& identity) {
    v1::ListReferralsRequest request;
    request.set_parent("persons/-");
    request.set_page_size(1);
    ask(request);
    int seen = 0;
    do {
      const auto page = fixture_.Call(*referrals_, &Stub::ListReferrals, request, identity);
      EXPECT_EQ(page.reason, "");
      seen += page.value.referrals_size();
      request.set_page_token(page.value.next_page_token());
    } while (!request.page_token().empty());
    return seen;
  };
  EXPECT_EQ(count([](auto&) {}, kEverybody), 2);
  EXPECT_EQ(count([](auto&) {}, kOfficer), 1);
  EXPECT_EQ(count([&](auto& r) { r.set_job(job_); }, kEverybody), 2);
  EXPECT_EQ(count([&](auto& r) { r.set_job(job_); }, kElsewhere), 1);
  EXPECT_EQ(count([&](auto& r) { r.set_enterprise(enterprise_); }, kOfficer), 1);
  EXPECT_EQ(count([&](auto& r) { r.set_parent(person_); }, kEverybody), 1);
  EXPECT_EQ(count([&](auto& r) { r.set_parent(person_); }, kElsewhere), 0);
  EXPECT_EQ(count([](auto& r) { r.set_state(v1::Referral::REFERRED); }, kEverybody), 1);
  EXPECT_EQ(count([](auto& r) { *r.mutable_start_date() = rpc::ToDate(kStart + 1); }, kEverybody),
            0);

  v1::ListHiresRequest hires;
  EXPECT_EQ(fixture_.Call(*hires_, &Hires::ListHires, hires).value.hires_size(), 1);
  EXPECT_EQ(fixture_.Call(*hires_, &Hires::ListHires, hires, kElsewhere).value.hires_size(), 0);
  hires.set_enterprise(enterprise_);
  EXPECT_EQ(fixture_.Call(*hires_, &Hires::ListHires, hires, kOfficer).value.hires_size(), 1);
  hires.set_state(v1::Hire::STARTED);
  EXPECT_EQ(fixture_.Call(*hires_, &Hires::ListHires, hires).value.hires_size(), 0);
  hires.set_page_token("x");
  EXPECT_EQ(fixture_.Call(*hires_, &Hires::ListHires, hires).reason, "PAGE_TOKEN_INVALID");
}

TEST_F(ReferralServiceTest, ThreeRefusalsInARowAskForAReport) {
  v1::GetRefusalReviewRequest request;
  request.set_name(absl::StrCat(person_, "/refusalReview"));
  for (int refused = 1; refused <= 3; ++refused) {
    const std::string job = MakeJob(enterprise_).name();
    ASSERT_EQ(Decline(Refer(person_, job).value.name()).reason, "");
    const auto review = fixture_.Call(*referrals_, &Stub::GetRefusalReview, request);
    EXPECT_EQ(review.value.in_a_row(), refused);
    EXPECT_EQ(review.value.report_due(), refused == 3);
  }
  EXPECT_EQ(fixture_.Call(*referrals_, &Stub::GetRefusalReview, request, kElsewhere).reason,
            "NOT_FOUND");
}

TEST_F(ReferralServiceTest, ASnapshotHoldsEveryStateOnce) {
  ASSERT_EQ(Start(Accepted(person_, job_).name()).reason, "");
  const std::string ended = Accepted(MakeSeeker(), job_).name();
  ASSERT_EQ(Start(ended).reason, "");
  ASSERT_EQ(End(Get(ended).value.hire(), kStart, kEverybody).reason, "");
  std::map<std::string, int> items;
  for (const feed::SnapshotPager& pager : SnapshotPagers()) {
    for (int partition = 0; partition < feed::kPartitions; ++partition) {
      const auto page = fixture_.database().Read(
          [&](mysql::Transaction& tx) { return pager(tx, partition, Ulid(), 10); });
      ASSERT_THAT(page, IsOk());
      for (const auto& [id, item] : *page) {
        ++items[item.type];
        EXPECT_FALSE(item.last_event.is_zero()) << item.aggregate;
        EXPECT_EQ(feed::PartitionOf(id), partition);
      }
    }
  }
  EXPECT_EQ(items["ladder.events.v1.EnterpriseChanged"], 1);
  EXPECT_EQ(items["ladder.events.v1.JobChanged"], 1);
  EXPECT_EQ(items["ladder.events.v1.ReferralChanged"], 2);
  EXPECT_EQ(items["ladder.events.v1.HireStarted"], 1);
  EXPECT_EQ(items["ladder.events.v1.HireEnded"], 1);
}

}  // namespace
}  // namespace ladder::matching
