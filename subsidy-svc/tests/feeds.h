// What the tests of facts that come by the feeds share: the events of registry, matching and
// training as they tell of one person, and a claim's way through the offices of its chain.
#pragma once

#include <string>

#include "ladder/events/v1/matching.pb.h"
#include "ladder/events/v1/registry.pb.h"
#include "ladder/events/v1/training.pb.h"
#include "subsidy-svc/tasks/matching_events.h"
#include "subsidy-svc/tasks/registry_events.h"
#include "subsidy-svc/tasks/training_events.h"
#include "subsidy-svc/tests/subsidy_test.h"

namespace ladder::subsidy {

class FeedsTest : public SubsidyTest {
 protected:
  static constexpr char kOccupation[] = "4-03-02-01";
  static constexpr char kSchool[] = "52420625MJ0000018B";

  template <typename M>
  void Tell(const feed::Handlers& handlers, const M& message, const Ulid& id) {
    const feed::Event event = {.id = id,
                               .type = M::descriptor()->full_name(),
                               .payload = message.SerializeAsString(),
                               .day = kToday};
    EXPECT_THAT(fixture_.database().Transact(
                    [&](mysql::Transaction& tx) { return handlers.Apply(tx, event); }),
                IsOk());
  }
  template <typename M>
  void Tell(const feed::Handlers& handlers, const M& message) {
    last_told_ = Ulid::After(last_told_, absl::Now());
    Tell(handlers, message, last_told_);
  }

  // A man of the village without work.
  events::v1::PersonChanged Man(registry::v1::HouseholdClass household_class =
                                    registry::v1::HOUSEHOLD_CLASS_REGISTERED_POOR) {
    events::v1::PersonChanged person;
    person.set_person(absl::StrCat("persons/", Ulid::New(absl::Now()).ToString()));
    person.set_sex(registry::v1::SEX_MALE);
    *person.mutable_birth() = rpc::ToDate(CivilDay(1975, 6, 15));
    person.set_register_division(kVillage);
    person.set_residence_division(kVillage);
    events::v1::HouseholdPeriod& period = *person.add_household_periods();
    period.set_household_class(household_class);
    *period.mutable_valid_from() = rpc::ToDate(CivilDay(2019, 1, 1));
    return person;
  }
  // An employee in `division` since `day`, with a contract for a year.
  static events::v1::PersonSpell& AddWork(events::v1::PersonChanged& person, int64_t division,
                                          CivilDay day) {
    events::v1::PersonSpell& spell = *person.add_spells();
    spell.set_spell(absl::StrCat(person.person(), "/spells/", Ulid::New(absl::Now()).ToString()));
    spell.set_form(registry::v1::EMPLOYMENT_FORM_EMPLOYEE);
    spell.set_work_division(division);
    spell.set_contract_months(12);
    *spell.mutable_started_on() = rpc::ToDate(day);
    return spell;
  }
  static events::v1::EnterpriseChanged Firm() {
    events::v1::EnterpriseChanged firm;
    firm.set_enterprise(absl::StrCat("enterprises/", Ulid::New(absl::Now()).ToString()));
    firm.set_division(kVillage);
    firm.set_verified(true);
    return firm;
  }
  // A free class of May with twenty sessions on twenty days, all of which the learner attended.
  static events::v1::AttendanceFrozen Class(const events::v1::PersonChanged& person) {
    events::v1::AttendanceFrozen frozen;
    events::v1::ClassFacts& facts = *frozen.mutable_facts();
    facts.set_training_class(absl::StrCat("classes/", Ulid::New(absl::Now()).ToString()));
    facts.set_occupation(kOccupation);
    facts.set_school_uscc(kSchool);
    *facts.mutable_starts_on() = rpc::ToDate(CivilDay(2020, 5, 1));
    *facts.mutable_ends_on() = rpc::ToDate(CivilDay(2020, 5, 30));
    frozen.set_sessions(20);
    frozen.set_digest(std::string(64, 'a'));
    events::v1::LearnerAttendance& learner = *frozen.add_learners();
    learner.set_person(person.person());
    learner.set_attended(20);
    for (int day = 0; day < 20; ++day) {
      *frozen.add_session_days() = rpc::ToDate(CivilDay(2020, 5, 1) + day);
      learner.add_attended_days(day);
    }
    return frozen;
  }
  static events::v1::CertificateIssued Certificate(const events::v1::AttendanceFrozen& frozen,
                                                   const std::string& person) {
    events::v1::CertificateIssued issued;
    events::v1::CertificateFacts& certificate = *issued.mutable_certificate();
    certificate.set_certificate(absl::StrCat("certificates/", Ulid::New(absl::Now()).ToString()));
    certificate.set_person(person);
    certificate.set_level(registry::v1::SKILL_LEVEL_L5);
    certificate.set_occupation(kOccupation);
    *certificate.mutable_issued_on() = rpc::ToDate(CivilDay(2020, 6, 15));
    *certificate.mutable_facts() = frozen.facts();
    return issued;
  }

  Answer<v1::Claim> Claim(const std::string& policy, const std::string& person,
                          const std::string& subject, const std::string& identity = kEverybody) {
    v1::CreateClaimRequest request;
    request.mutable_claim()->set_policy(absl::StrCat("policies/", policy));
    request.mutable_claim()->set_beneficiary(person);
    request.mutable_claim()->set_subject(subject);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::CreateClaim, request, identity);
  }
  Answer<v1::Claim> HandIn(
      const std::string& claim, const std::string& identity,
      v1::ClaimConfirmation confirmation = v1::CLAIM_CONFIRMATION_UNSPECIFIED) {
    v1::SubmitClaimRequest request;
    request.set_name(claim);
    request.set_confirmation(confirmation);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::SubmitClaim, request, identity);
  }
  Answer<v1::Claim> Reject(const std::string& claim, const std::string& reason,
                           const std::string& officer) {
    v1::RejectClaimRequest request;
    request.set_name(claim);
    request.set_reason(reason);
    request.set_request_id(NextRequestId());
    return fixture_.Call(*claims_, &v1::ClaimService::Stub::RejectClaim, request, officer);
  }
  v1::Claim Read(const std::string& claim) {
    v1::GetClaimRequest request;
    request.set_name(claim);
    const auto answer = fixture_.Call(*claims_, &v1::ClaimService::Stub::GetClaim, request);
    EXPECT_EQ(answer.reason, "");
    return answer.value;
  }
  // Whoever the resource is: a person, a firm or a school, and nobody else.
  static std::string Being(const std::string& name) {
    return absl::StrCat("principal=users/self; permissions=subsidy.claims.*; persons=",
                        name.substr(name.find('/') + 1));
  }
  // From SUBMITTED through the offices of the claim's chain and its notice to its pay item.
  v1::PayItem LeadToMoney(const v1::Claim& claim) {
    if (claim.chain() == v1::CLAIM_CHAIN_PERSONAL) {
      EXPECT_EQ(Check(claim.name(), Officer("wang", "community")).reason, "");
    }
    EXPECT_EQ(Check(claim.name(), Officer("zhao", "town")).reason, "");
    EXPECT_EQ(Check(claim.name(), Officer("sun", "county")).value.state(), v1::Claim::IN_PUBLICITY);
    PassNotices();
    EXPECT_EQ(Approve(claim.name()).value.state(), v1::Claim::APPROVED);
    v1::ListPayItemsRequest list;
    list.set_claim(claim.name());
    const auto items = fixture_.Call(*items_, &v1::PayItemService::Stub::ListPayItems, list);
    EXPECT_EQ(items.value.pay_items_size(), 1);
    return items.value.pay_items_size() == 1 ? items.value.pay_items(0) : v1::PayItem();
  }

  Ulid last_told_;
};

}  // namespace ladder::subsidy
