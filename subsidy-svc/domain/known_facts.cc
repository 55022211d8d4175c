#include "subsidy-svc/domain/known_facts.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_format.h"

namespace ladder::subsidy {

FactMap FactsOf(const KnownPerson& person) {
  FactMap facts = {{"birth", FormatDay(person.birth)}, {"sex", static_cast<int64_t>(person.sex)}};
  if (person.died_on) facts["death"] = FormatDay(*person.died_on);
  if (person.upper_age_base) facts["upper_age_base"] = *person.upper_age_base;
  return facts;
}

FactMap FactsOf(const KnownHousehold& household) {
  FactMap facts = {{"household_class", std::string(HouseholdClassName(household.household_class))}};
  if (household.risk_cleared_on) facts["risk_cleared_on"] = FormatDay(*household.risk_cleared_on);
  return facts;
}

FactMap FactsOf(Policy policy, const KnownWork& work, CivilDay today) {
  const bool ended = work.to != kForever;
  if (policy == Policy::kTransport) {
    FactMap facts = {{"work_from", FormatDay(work.from)},
                     {"work_div", absl::StrFormat("%012d", work.division)},
                     {"claimed_on", FormatDay(today)}};
    if (ended) facts["work_to"] = FormatDay(work.to);
    return facts;
  }
  FactMap facts = {{"hired_on", FormatDay(work.from)},
                   {"checked_on", FormatDay(today)},
                   {"contract_months", work.contract_months},
                   {"dishonest", work.dishonest},
                   {"is_owner", work.owner || work.form == kFormSelf},
                   {"welfare_post", work.welfare_post || work.form == kFormWelfarePost}};
  if (ended) facts["left_on"] = FormatDay(work.to);
  return facts;
}

FactMap FactsOf(Policy policy, const KnownClass& known) {
  FactMap facts = {{"class_from", FormatDay(known.from)}, {"class_to", FormatDay(known.to)},
                   {"sessions", known.sessions},          {"occ", known.occupation},
                   {"attended", known.attended},          {"attended_days", known.attended_days},
                   {"dropped_out", known.dropped_out}};
  if (policy != Policy::kTrain) return facts;
  // Without a certificate the claimant's word is none either.
  facts["cert"] = known.certificate;
  if (known.certificate.empty()) return facts;
  facts["occ"] = known.certificate_occupation;
  facts["cert_on"] = FormatDay(known.certified_on);
  return facts;
}

void Override(FactMap& facts, const FactMap& known) {
  for (const auto& [key, value] : known) facts[key] = value;
}

std::vector<CivilDay> DaysPaidHere(const std::vector<CivilDay>& attended,
                                   const std::vector<DaySpan>& waged,
                                   const std::set<CivilDay>& claimed) {
  std::vector<CivilDay> here;
  std::copy_if(attended.begin(), attended.end(), std::back_inserter(here), [&](CivilDay day) {
    return claimed.count(day) == 0 &&
           std::none_of(waged.begin(), waged.end(),
                        [&](const DaySpan& span) { return span.first <= day && day <= span.last; });
  });
  return here;
}

}  // namespace ladder::subsidy
