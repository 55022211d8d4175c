#include "matching-svc/rpc/events.h"

#include "matching-svc/rpc/convert.h"
#include "platform/rpc/convert.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

namespace ev = ::ladder::events::v1;
namespace codes = ::ladder::registry::v1;

ev::HireFacts ToProto(const HireFacts& facts) {
  const Hire& hire = facts.hire;
  const EnterpriseDraft& employer = facts.employer.facts;
  ev::HireFacts proto;
  proto.set_hire(NameOfHire(hire.root.id));
  proto.set_person(NameOfPerson(hire.person));
  proto.set_enterprise(NameOfEnterprise(hire.enterprise));
  proto.set_employer_uscc(employer.uscc);
  proto.set_employer_division(employer.division);
  proto.set_employer_industry(employer.industry);
  proto.set_employer_dishonest(employer.dishonest);
  proto.set_employer_wage_arrears(employer.wage_arrears);
  if (hire.carrier) proto.set_carrier(NameOfCarrier(*hire.carrier));
  proto.set_carrier_kind(static_cast<codes::CarrierKind>(facts.carrier_kind));
  proto.set_job(NameOfJob(hire.job));
  if (hire.intention) proto.set_intention(NameOfIntention(*hire.intention));
  proto.set_work_division(hire.work_division);
  proto.set_occupation(hire.occupation.ToString());
  if (hire.started_on) *proto.mutable_started_on() = rpc::ToDate(*hire.started_on);
  proto.set_contract_kind(static_cast<codes::ContractKind>(hire.contract_kind));
  proto.set_contract_months(hire.contract_months);
  *proto.mutable_wage() = rpc::ToMoney(hire.wage);
  proto.set_social_insurance(hire.social_insurance);
  proto.set_owner(hire.owner);
  return proto;
}

}  // namespace

ev::EnterpriseChanged ToEvent(const Enterprise& enterprise) {
  ev::EnterpriseChanged event;
  event.set_enterprise(NameOfEnterprise(enterprise.root.id));
  event.set_uscc(enterprise.facts.uscc);
  event.set_division(enterprise.facts.division);
  event.set_industry(enterprise.facts.industry);
  event.set_verified(enterprise.state == EnterpriseState::kVerified);
  event.set_blocked(enterprise.state == EnterpriseState::kBlocked);
  event.set_closed(enterprise.state == EnterpriseState::kClosed);
  event.set_dishonest(enterprise.facts.dishonest);
  event.set_wage_arrears(enterprise.facts.wage_arrears);
  return event;
}

ev::JobChanged ToEvent(const Job& job) {
  ev::JobChanged event;
  event.set_job(NameOfJob(job.root.id));
  event.set_enterprise(NameOfEnterprise(job.facts.enterprise));
  if (job.facts.carrier) event.set_carrier(NameOfCarrier(*job.facts.carrier));
  event.set_occupation(job.facts.occupation.ToString());
  event.set_work_division(job.facts.division);
  event.set_vacancies(job.facts.vacancies);
  event.set_filled(job.filled);
  event.set_published(job.state == JobState::kOpen || job.state == JobState::kFull);
  event.set_low_threshold(job.mark && job.mark->low_threshold);
  *event.mutable_expires_on() = rpc::ToDate(job.facts.expires_on);
  return event;
}

ev::ReferralChanged ToEvent(const Referral& referral) {
  ev::ReferralChanged event;
  event.set_referral(NameOfReferral(referral.person, referral.root.id));
  event.set_person(NameOfPerson(referral.person));
  event.set_job(NameOfJob(referral.job));
  if (referral.intention) event.set_intention(NameOfIntention(*referral.intention));
  event.set_progress(static_cast<ev::ReferralProgress>(referral.state));
  *event.mutable_day() = rpc::ToDate(referral.last_step_on);
  return event;
}

ev::HireStarted ToStarted(const HireFacts& facts) {
  ev::HireStarted event;
  *event.mutable_hire() = ToProto(facts);
  return event;
}

ev::HireEnded ToEnded(const HireFacts& facts) {
  LADDER_INVARIANT(facts.hire.ended_on.has_value());
  ev::HireEnded event;
  *event.mutable_hire() = ToProto(facts);
  *event.mutable_ended_on() = rpc::ToDate(*facts.hire.ended_on);
  event.set_end_reason(static_cast<codes::EndReason>(facts.hire.end_reason));
  return event;
}

absl::Status EmitEnterprise(mysql::Transaction& tx, const feed::Origin& origin, Enterprise& after) {
  return feed::Emit(tx, origin, after.root, NameOfEnterprise(after.root.id), ToEvent(after));
}

absl::Status EmitJob(mysql::Transaction& tx, const feed::Origin& origin, Job& after) {
  return feed::Emit(tx, origin, after.root, NameOfJob(after.root.id), ToEvent(after));
}

absl::Status EmitReferral(mysql::Transaction& tx, const feed::Origin& origin,
                          const std::vector<int64_t>& divisions, Referral& after) {
  return feed::Emit(tx, origin, after.root, NameOfReferral(after.person, after.root.id),
                    ToEvent(after), {.before = divisions, .after = divisions});
}

absl::Status EmitHire(mysql::Transaction& tx, const feed::Origin& origin,
                      const std::vector<int64_t>& divisions, HireFacts& after) {
  const feed::Reach reach = {.before = divisions, .after = divisions};
  const std::string name = NameOfHire(after.hire.root.id);
  if (after.hire.state == HireState::kEnded) {
    return feed::Emit(tx, origin, after.hire.root, name, ToEnded(after), reach);
  }
  return feed::Emit(tx, origin, after.hire.root, name, ToStarted(after), reach);
}

}  // namespace ladder::matching
