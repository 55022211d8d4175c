// What every test of matching starts from: the service served, an employer, a job, a person whom
// the registry told of, requests that are right.
#pragma once

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "ladder/events/v1/registry.pb.h"
#include "ladder/matching/v1/carrier.grpc.pb.h"
#include "ladder/matching/v1/enterprise.grpc.pb.h"
#include "ladder/matching/v1/hire.grpc.pb.h"
#include "ladder/matching/v1/job.grpc.pb.h"
#include "ladder/matching/v1/recommendation.grpc.pb.h"
#include "ladder/matching/v1/referral.grpc.pb.h"
#include "matching-svc/migrations/migrations.h"
#include "matching-svc/rpc/carrier_rpc.h"
#include "matching-svc/rpc/convert.h"
#include "matching-svc/rpc/enterprise_rpc.h"
#include "matching-svc/rpc/hire_rpc.h"
#include "matching-svc/rpc/job_rpc.h"
#include "matching-svc/rpc/recommendation_rpc.h"
#include "matching-svc/rpc/referral_rpc.h"
#include "matching-svc/tasks/registry_events.h"
#include "platform/rpc/convert.h"
#include "platform/standards/uscc.h"
#include "platform/testing/service_fixture.h"
#include "platform/testing/status_matchers.h"

namespace ladder::matching {

namespace ev = ::ladder::events::v1;
namespace codes = ::ladder::registry::v1;

inline google::type::Money Yuan(int64_t yuan) { return rpc::ToMoney(Fen::Yuan(yuan)); }

class MatchingTest : public ServiceTest {
 protected:
  static constexpr CivilDay kStart = CivilDay(2020, 6, 1);
  static constexpr char kNobody[] = "01ARYZ6S41TSV4RRFFQ69G5FAV";
  static constexpr const char* kOfficer = kGuodihuOfficer;
  static constexpr const char* kElsewhere = kHujiajingOfficer;

  MatchingTest() : ServiceTest("matching", Migrations(), kStart) {
    rpc::Binder binder;
    enterprise_rpc_.Bind(binder);
    carrier_rpc_.Bind(binder);
    job_rpc_.Bind(binder);
    recommendation_rpc_.Bind(binder);
    referral_rpc_.Bind(binder);
    hire_rpc_.Bind(binder);
    fixture_.Serve(binder);
    enterprises_ = v1::EnterpriseService::NewStub(fixture_.channel());
    carriers_ = v1::CarrierService::NewStub(fixture_.channel());
    jobs_ = v1::JobService::NewStub(fixture_.channel());
    recommendations_ = v1::RecommendationService::NewStub(fixture_.channel());
    referrals_ = v1::ReferralService::NewStub(fixture_.channel());
    hires_ = v1::HireService::NewStub(fixture_.channel());
  }

  v1::CreateEnterpriseRequest EnterpriseRequest() {
    v1::CreateEnterpriseRequest request;
    request.set_request_id(NextRequestId());
    auto& enterprise = *request.mutable_enterprise();
    const std::string organisation = absl::StrFormat("%08d", NextNumber());
    const std::string body = absl::StrCat("91420625", organisation,
                                          std::string(1, OrganisationCheckCharacter(organisation)));
    enterprise.set_uscc(absl::StrCat(body, std::string(1, UsccCheckCharacter(body))));
    enterprise.set_display_name("谷城制衣有限公司");
    enterprise.set_industry("C1810");
    enterprise.set_division("divisions/420625100000");
    enterprise.set_contact_phone("13800001234");
    return request;
  }
  v1::Enterprise MakeEnterprise(bool verified = true) {
    auto made = fixture_.Call(*enterprises_, &v1::EnterpriseService::Stub::CreateEnterprise,
                              EnterpriseRequest());
    EXPECT_EQ(made.reason, "");
    if (!verified) return made.value;
    v1::VerifyEnterpriseRequest request;
    request.set_name(made.value.name());
    request.set_request_id(NextRequestId());
    made = fixture_.Call(*enterprises_, &v1::EnterpriseService::Stub::VerifyEnterprise, request);
    EXPECT_EQ(made.reason, "");
    return made.value;
  }
  std::string BlockEnterprise(const std::string& name) {
    v1::BlockEnterpriseRequest request;
    request.set_name(name);
    request.set_reason("欠薪");
    request.set_request_id(NextRequestId());
    return fixture_.Call(*enterprises_, &v1::EnterpriseService::Stub::BlockEnterprise, request)
        .reason;
  }

  // A sewing post in the county that anyone can enter.
  v1::Job JobOf(const std::string& enterprise) {
    v1::Job job;
    job.set_enterprise(enterprise);
    job.set_title("缝纫工");
    job.set_description("流水线缝纫,包教包会,男女不限。");
    job.set_occupation("6-04-02-01");
    job.set_division("divisions/420625101001");
    job.set_vacancies(2);
    *job.mutable_wage_low() = Yuan(2500);
    *job.mutable_wage_high() = Yuan(4000);
    *job.mutable_wage_fixed() = Yuan(1800);
    job.add_skills("SEWING");
    job.set_contract_kind(codes::CONTRACT_KIND_FIXED_TERM);
    job.set_contract_months(12);
    job.set_social_insurance(true);
    *job.mutable_expire_date() = rpc::ToDate(CivilDay(2020, 12, 31));
    return job;
  }
  v1::Job MakeJob(const std::string& enterprise, bool publish = true) {
    v1::CreateJobRequest request;
    *request.mutable_job() = JobOf(enterprise);
    request.set_publish(publish);
    return MakeJob(request);
  }
  v1::Job MakeJob(v1::CreateJobRequest request) {
    request.set_request_id(NextRequestId());
    auto made = fixture_.Call(*jobs_, &v1::JobService::Stub::CreateJob, request);
    EXPECT_EQ(made.reason, "");
    return made.value;
  }

  // The registry tells of something.
  template <typename M>
  absl::Status Tell(const M& message) {
    return ServiceTest::Tell(handlers_, message);
  }

  // An unemployed woman of 40 of a poor household.
  ev::PersonChanged PersonOf(const Ulid& id, int64_t division = kGuodihu) {
    ev::PersonChanged event;
    event.set_person(NameOfPerson(id));
    event.set_sex(codes::SEX_FEMALE);
    *event.mutable_birth() = rpc::ToDate(CivilDay(1980, 3, 2));
    event.set_register_division(division);
    event.set_residence_division(division);
    event.set_education(71);
    event.set_capability(codes::LABOUR_CAPABILITY_FULL);
    event.set_household(absl::StrCat("households/", id.ToString()));
    auto& period = *event.add_class_periods();
    period.set_primary_class(static_cast<codes::PrimaryClass>(kClassUnemployedFirst));
    *period.mutable_valid_from() = rpc::ToDate(CivilDay(2020, 5, 1));
    auto& household = *event.add_household_periods();
    household.set_household_class(codes::HOUSEHOLD_CLASS_REGISTERED_POOR);
    household.set_aid(codes::HOUSEHOLD_AID_DIBAO);
    *household.mutable_valid_from() = rpc::ToDate(CivilDay(2019, 1, 1));
    return event;
  }
  ev::IntentionChanged WishOf(const Ulid& person) {
    ev::IntentionChanged event;
    event.set_intention(NameOfIntention(person));
    event.set_person(NameOfPerson(person));
    event.set_kind(codes::INTENTION_KIND_JOB);
    event.add_occupations("6-04-02-01");
    event.set_place(codes::PLACE_LEVEL_COUNTY);
    *event.mutable_wage_min() = Yuan(2000);
    event.set_live(true);
    *event.mutable_opened_on() = rpc::ToDate(CivilDay(2020, 5, 2));
    return event;
  }
  // One whom the registry told of, with a wish for a job. Returns the name.
  std::string MakeSeeker(int64_t division = kGuodihu) {
    const Ulid id = Ulid::New(fixture_.system_clock().Now());
    EXPECT_THAT(Tell(PersonOf(id, division)), IsOk());
    EXPECT_THAT(Tell(WishOf(id)), IsOk());
    return NameOfPerson(id);
  }

  v1::CreateReferralRequest ReferralRequest(const std::string& person, const std::string& job) {
    v1::CreateReferralRequest request;
    request.set_parent(person);
    request.mutable_referral()->set_job(job);
    request.set_request_id(NextRequestId());
    return request;
  }
  Answer<v1::Referral> Refer(const std::string& person, const std::string& job,
                             const std::string& identity = kEverybody) {
    return fixture_.Call(*referrals_, &v1::ReferralService::Stub::CreateReferral,
                         ReferralRequest(person, job), identity);
  }

  const std::unique_ptr<PolicyBook> policies_ = *PolicyBook::Load(kPoliciesFolder);
  ServiceContext context_{.transactor = fixture_.transactor(),
                          .pager = fixture_.pager(),
                          .divisions = AllDivisions(),
                          .policies = *policies_};
  const feed::Handlers handlers_ = RegistryHandlers();
  EnterpriseRpc enterprise_rpc_{context_};
  CarrierRpc carrier_rpc_{context_};
  JobRpc job_rpc_{context_};
  RecommendationRpc recommendation_rpc_{context_};
  ReferralRpc referral_rpc_{context_};
  HireRpc hire_rpc_{context_};

  // Made when the fixture serves, which the constructor's body sees to.
  std::unique_ptr<v1::EnterpriseService::Stub> enterprises_;
  std::unique_ptr<v1::CarrierService::Stub> carriers_;
  std::unique_ptr<v1::JobService::Stub> jobs_;
  std::unique_ptr<v1::RecommendationService::Stub> recommendations_;
  std::unique_ptr<v1::ReferralService::Stub> referrals_;
  std::unique_ptr<v1::HireService::Stub> hires_;
};

}  // namespace ladder::matching
