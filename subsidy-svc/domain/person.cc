#include "subsidy-svc/domain/person.h"

#include "absl/strings/str_cat.h"
#include "platform/standards/age.h"

namespace ladder::subsidy {
namespace {

Metadata ClassValues(const PersonFacts& person) {
  Metadata values = {{"household_class", std::string(HouseholdClassName(person.household_class))}};
  if (person.hard_to_employ) values.emplace_back("hard_to_employ", "true");
  if (person.risk_cleared_on) {
    values.emplace_back("risk_cleared_on", FormatDay(*person.risk_cleared_on));
  }
  return values;
}

}  // namespace

PersonFacts ReadPerson(FactReader& reader) {
  PersonFacts person = {.birth = reader.RequiredDay("birth"),
                        .household_class = reader.Household(),
                        .risk_cleared_on = reader.OptDay("risk_cleared_on"),
                        .upper_age_base = reader.OptInteger("upper_age_base")};
  const int64_t sex = reader.RequiredInteger("sex");
  if (sex != 1 && sex != 2) reader.Refuse("sex");
  person.sex = sex == 2 ? Sex::kFemale : Sex::kMale;
  const int64_t base = person.upper_age_base.value_or(60);
  if (base != 50 && base != 55 && base != 60) reader.Refuse("upper_age_base");
  return person;
}

TargetStatus TargetStatusOn(const PersonFacts& person, CivilDay day) {
  if (person.hard_to_employ) return TargetStatus::kTarget;
  if (person.household_class == HouseholdClass::kNone) return TargetStatus::kNotTarget;
  const bool cleared = IsMonitored(person.household_class) && person.risk_cleared_on &&
                       *person.risk_cleared_on <= day;
  return cleared ? TargetStatus::kRiskCleared : TargetStatus::kTarget;
}

std::optional<CivilDay> UpperAgeDay(const PersonFacts& person, ParameterReader& parameters) {
  const bool male = person.sex == Sex::kMale;
  std::optional<int64_t> base = person.upper_age_base;
  if (!base) base = parameters.Find(male ? "age_upper_male" : "age_upper_female");
  const std::optional<int64_t> rises = parameters.Find("age_upper_rises");
  const std::optional<int64_t> full_year = parameters.Find("age_upper_full_year");
  if (!base || !rises || !full_year) return std::nullopt;
  const int years = static_cast<int>(*base);
  if (*rises == 0) {
    return FirstDayBeyond(person.birth, years,
                          *full_year != 0 ? UpperBound::kThroughYear : UpperBound::kBeforeBirthday);
  }
  const CivilDay day = RetirementDay(person.birth, RetirementBase{years});
  return *full_year != 0 ? AddMonths(day, 12) : day;
}

std::optional<bool> ExtendsToUpperAge(const PersonFacts& person, CivilDay first_approved,
                                      ParameterReader& parameters) {
  const std::optional<int64_t> months = parameters.Find("extension_months");
  const std::optional<CivilDay> upper = UpperAgeDay(person, parameters);
  if (!months || !upper) return std::nullopt;
  return AddMonths(first_approved, static_cast<int>(*months)) > *upper;
}

Finding CheckTarget(const PersonFacts& person, CivilDay day) {
  return {.passed = TargetStatusOn(person, day) != TargetStatus::kNotTarget,
          .values = ClassValues(person)};
}

Finding CheckRisk(const PersonFacts& person, CivilDay day) {
  Metadata values = ClassValues(person);
  values.emplace_back("entitlement_day", FormatDay(day));
  return {.passed = TargetStatusOn(person, day) != TargetStatus::kRiskCleared,
          .values = std::move(values)};
}

Finding CheckMinimumAge(const PersonFacts& person, CivilDay day, ParameterReader& parameters) {
  Metadata values = {{"birth", FormatDay(person.birth)}, {"entitlement_day", FormatDay(day)}};
  const std::optional<int64_t> age = parameters.Find("age_min");
  if (!age) return {.values = std::move(values)};
  values.emplace_back("age_min", absl::StrCat(*age));
  return {.passed = day >= Birthday(person.birth, static_cast<int>(*age)),
          .values = std::move(values)};
}

Finding CheckUpperAge(const PersonFacts& person, CivilDay day, ParameterReader& parameters) {
  Metadata values = {{"birth", FormatDay(person.birth)}, {"entitlement_day", FormatDay(day)}};
  const std::optional<CivilDay> upper = UpperAgeDay(person, parameters);
  if (!upper) return {.values = std::move(values)};
  values.emplace_back("age_upper_day", FormatDay(*upper));
  return {.passed = day < *upper, .values = std::move(values)};
}

std::string FlagText(bool flag) { return flag ? "true" : "false"; }

}  // namespace ladder::subsidy
