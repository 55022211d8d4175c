#include "matching-svc/rpc/job_convert.h"

#include <optional>
#include <vector>

#include "matching-svc/rpc/convert.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

namespace codes = ::ladder::registry::v1;

constexpr int kAnySchooling = 90;  // GB/T 4658, other
constexpr int kHoursPerWeek = 40;

// Takes over what could be parsed, and keeps why the rest could not.
class Fields {
 public:
  template <typename T>
  void Set(T& to, const absl::StatusOr<T>& parsed) {
    if (parsed.ok()) to = *parsed;
    refusals_.push_back(parsed.status());
  }
  absl::Status Join() const { return JoinFieldRefusals(refusals_); }

 private:
  std::vector<absl::Status> refusals_;
};

absl::StatusOr<Fen> ParseWage(bool has, const google::type::Money& money, absl::string_view field) {
  if (!has) return Fen();
  return rpc::ParseMoney(money, field);
}

void SetLists(const v1::Job& job, JobDraft& draft) {
  draft.skills.assign(job.skills().begin(), job.skills().end());
  draft.tags.assign(job.tags().begin(), job.tags().end());
  for (const v1::CertificateNeed& need : job.certificates()) {
    draft.certificates.push_back(
        {.code = need.code(), .by_law = need.by_law(), .obtainable_days = need.obtainable_days()});
  }
  for (const int hazard : job.hazards()) draft.hazards.Add(static_cast<Hazard>(hazard));
  for (const int offered : job.accommodations()) {
    draft.accommodations.Add(static_cast<Accommodation>(offered));
  }
}

template <typename Code, typename Add>
void AddCodes(CodeSet<Code> set, int last, Add add) {
  for (int code = 1; code <= last; ++code) {
    if (set.Has(static_cast<Code>(code))) add(code);
  }
}

void AddLists(const JobDraft& facts, v1::Job& proto) {
  for (const std::string& skill : facts.skills) proto.add_skills(skill);
  for (const std::string& tag : facts.tags) proto.add_tags(tag);
  for (const CertificateNeed& need : facts.certificates) {
    v1::CertificateNeed& out = *proto.add_certificates();
    out.set_code(need.code);
    out.set_by_law(need.by_law);
    out.set_obtainable_days(need.obtainable_days);
  }
  AddCodes(facts.hazards, v1::Hazard_MAX,
           [&](int code) { proto.add_hazards(static_cast<v1::Hazard>(code)); });
  AddCodes(facts.accommodations, v1::Accommodation_MAX,
           [&](int code) { proto.add_accommodations(static_cast<v1::Accommodation>(code)); });
}

void SetConditions(const JobDraft& facts, v1::Job& proto) {
  proto.set_hours_per_week(facts.hours_per_week);
  proto.set_shift(static_cast<v1::Shift>(facts.shift));
  proto.set_live_in(facts.live_in);
  proto.set_education_min(facts.education_min.code());
  proto.set_experience_months_min(facts.experience_months_min);
  proto.set_training_given(facts.training_given);
  proto.set_physical_load(static_cast<v1::PhysicalLoad>(facts.physical_load));
  proto.set_lift_kg_max(facts.lift_kg_max);
  proto.set_lifts_per_hour(facts.lifts_per_hour);
  proto.set_contract_kind(static_cast<codes::ContractKind>(facts.contract_kind));
  proto.set_contract_months(facts.contract_months);
  proto.set_social_insurance(facts.social_insurance);
  proto.set_age_max(facts.age_max);
  proto.set_legal_limit_code(facts.legal_limit_code);
}

}  // namespace

absl::StatusOr<JobDraft> ParseDraft(const v1::Job& job, const DivisionTable& divisions) {
  JobDraft draft{.title = job.title(),
                 .description = job.description(),
                 .vacancies = job.vacancies(),
                 .hours_per_week = job.hours_per_week() == 0 ? kHoursPerWeek : job.hours_per_week(),
                 .shift = job.shift() == 0 ? Shift::kDay : static_cast<Shift>(job.shift()),
                 .live_in = job.live_in(),
                 .experience_months_min = job.experience_months_min(),
                 .training_given = job.training_given(),
                 .physical_load = job.physical_load() == 0
                                      ? PhysicalLoad::kLight
                                      : static_cast<PhysicalLoad>(job.physical_load()),
                 .lift_kg_max = job.lift_kg_max(),
                 .lifts_per_hour = job.lifts_per_hour(),
                 .contract_kind = static_cast<ContractKind>(job.contract_kind()),
                 .contract_months = job.contract_months(),
                 .social_insurance = job.social_insurance(),
                 .age_max = job.age_max(),
                 .legal_limit_code = job.legal_limit_code()};
  SetLists(job, draft);
  Fields fields;
  fields.Set(draft.enterprise, rpc::ParseId(kEnterpriseName, job.enterprise(), "enterprise"));
  fields.Set(draft.carrier, ParseOptionalId(kCarrierName, job.carrier(), "carrier"));
  fields.Set(draft.occupation, Occupation::Parse(job.occupation(), "occupation"));
  fields.Set(draft.division, ParsePlace(job.division(), divisions, "division"));
  fields.Set(draft.wage_low, ParseWage(job.has_wage_low(), job.wage_low(), "wage_low"));
  fields.Set(draft.wage_high, ParseWage(job.has_wage_high(), job.wage_high(), "wage_high"));
  fields.Set(draft.wage_fixed, ParseWage(job.has_wage_fixed(), job.wage_fixed(), "wage_fixed"));
  fields.Set(draft.education_min,
             ParseEducation(job.education_min() == 0 ? kAnySchooling : job.education_min(),
                            "education_min"));
  if (job.has_expire_date()) {
    fields.Set(draft.expires_on, rpc::ParseDate(job.expire_date(), "expire_date"));
  }
  LADDER_RETURN_IF_ERROR(fields.Join());
  return draft;
}

v1::Job ToProto(const Job& job) {
  const JobDraft& facts = job.facts;
  v1::Job proto;
  proto.set_name(NameOfJob(job.root.id));
  proto.set_enterprise(NameOfEnterprise(facts.enterprise));
  if (facts.carrier) proto.set_carrier(NameOfCarrier(*facts.carrier));
  proto.set_title(facts.title);
  proto.set_description(facts.description);
  proto.set_occupation(facts.occupation.ToString());
  proto.set_division(NameOfDivision(facts.division));
  proto.set_vacancies(facts.vacancies);
  *proto.mutable_wage_low() = rpc::ToMoney(facts.wage_low);
  *proto.mutable_wage_high() = rpc::ToMoney(facts.wage_high);
  *proto.mutable_wage_fixed() = rpc::ToMoney(facts.wage_fixed);
  SetConditions(facts, proto);
  AddLists(facts, proto);
  *proto.mutable_expire_date() = rpc::ToDate(facts.expires_on);
  proto.set_state(static_cast<v1::Job::State>(job.state));
  proto.set_filled(job.filled);
  if (job.published_on) *proto.mutable_publish_date() = rpc::ToDate(*job.published_on);
  if (job.mark) {
    v1::LowThreshold& mark = *proto.mutable_low_threshold();
    mark.set_low_threshold(job.mark->low_threshold);
    mark.set_closed_to_older(job.mark->closed_to_older);
    mark.set_rule_version(job.mark->rule_version);
    *mark.mutable_judge_date() = rpc::ToDate(job.mark->judged_on);
  }
  *proto.mutable_create_time() = rpc::ToTimestamp(job.created_at);
  proto.set_etag(rpc::EtagOf(job.root.version));
  return proto;
}

void AddTrace(const LowThresholdVerdict& verdict, v1::Job& proto) {
  for (const TraceLine& line : verdict.trace) {
    v1::LowThresholdLine& out = *proto.mutable_low_threshold()->add_trace();
    out.set_test(static_cast<v1::LowThresholdTest>(line.test));
    out.set_passed(line.passed);
    *out.mutable_text() = ToProto(line.text);
  }
}

v1::TextFinding ToProto(const TextFinding& finding) {
  v1::TextFinding proto;
  proto.set_phrase(finding.phrase);
  proto.set_kind(finding.kind);
  *proto.mutable_article() = ToProto(finding.article);
  return proto;
}

}  // namespace ladder::matching
