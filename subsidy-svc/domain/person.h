// The facts of a person and the tests that several policies share: target group and age
// (docs/domain.md 4.5 "Who counts", "Days and ages").
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/calendar/civil_day.h"
#include "platform/standards/sex.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/fact_reader.h"
#include "subsidy-svc/domain/policy.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

struct PersonFacts {
  CivilDay birth = CivilDay();
  Sex sex = Sex::kMale;
  HouseholdClass household_class = HouseholdClass::kNone;
  std::optional<CivilDay> risk_cleared_on = std::nullopt;
  // Opens PW_POST and SI; the builders of other policies leave it false.
  bool hard_to_employ = false;
  // A woman's own base, 50 or 55, where it is known; absent: the version's.
  std::optional<int64_t> upper_age_base = std::nullopt;
};

// Birth and sex are needed. `sex` other than 1 and 2 is FACT_VALUE, because the upper age depends
// on it.
PersonFacts ReadPerson(FactReader& reader);

// Where a person stands towards "target household" on a day.
enum class TargetStatus { kTarget, kNotTarget, kRiskCleared };
TargetStatus TargetStatusOn(const PersonFacts& person, CivilDay day);

// The first day on which the person is too old, by the version's age_upper_male or age_upper_female
// and, where age_upper_rises says so on the reader's day, the national rise. nullopt when a
// parameter is missing.
std::optional<CivilDay> UpperAgeDay(const PersonFacts& person, ParameterReader& parameters);

// Whether a first approval lies less than the version's extension_months before the upper age, so
// that the term goes on up to it (docs/domain.md 4.5 "Amounts"). nullopt when a parameter is
// missing.
std::optional<bool> ExtendsToUpperAge(const PersonFacts& person, CivilDay first_approved,
                                      ParameterReader& parameters);

Finding CheckTarget(const PersonFacts& person, CivilDay day);
Finding CheckRisk(const PersonFacts& person, CivilDay day);
Finding CheckMinimumAge(const PersonFacts& person, CivilDay day, ParameterReader& parameters);
Finding CheckUpperAge(const PersonFacts& person, CivilDay day, ParameterReader& parameters);

// The same as rows of a table of tests, for Facts with a member `person` and a function
// EntitlementDay(facts).
template <typename Facts>
Finding TargetGroup(const Facts& facts, ParameterReader&) {
  return CheckTarget(facts.person, EntitlementDay(facts));
}
template <typename Facts>
Finding RiskOpen(const Facts& facts, ParameterReader&) {
  return CheckRisk(facts.person, EntitlementDay(facts));
}
template <typename Facts>
Finding MinimumAge(const Facts& facts, ParameterReader& parameters) {
  return CheckMinimumAge(facts.person, EntitlementDay(facts), parameters);
}
template <typename Facts>
Finding UpperAge(const Facts& facts, ParameterReader& parameters) {
  return CheckUpperAge(facts.person, EntitlementDay(facts), parameters);
}

// "true" or "false", for the values of a finding.
std::string FlagText(bool flag);

}  // namespace ladder::subsidy
