#include "training-svc/domain/person_facts.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "platform/standards/age.h"

namespace ladder::training {
namespace {

// Numbers of ladder.registry.v1: HouseholdClass, HouseholdAid, PrimaryClass, Presence, Sex.
constexpr int kOutOfPoverty = 3;
constexpr int kNoTarget = 1;
constexpr int kDibao = 2;
constexpr int kTekun = 3;
constexpr int kUnemployedFirst = 30;
constexpr int kUnemployedEnd = 50;
constexpr int kStudent = 50;
constexpr int kSoldier = 51;
constexpr int kListed = 1;
constexpr int kFemale = 2;

constexpr int kLeaverMonths = 36;
constexpr int kLeaverAgeMin = 15;
constexpr int kLeaverAgeMax = 24;
constexpr int kElderlyMan = 50;
constexpr int kElderlyWoman = 40;
constexpr int kLongUnemployedMonths = 12;

template <typename T>
const T* At(absl::Span<const T> spans, CivilDay day) {
  const auto found = std::find_if(spans.begin(), spans.end(), [day](const T& span) {
    return span.from <= day && day < span.to;
  });
  return found == spans.end() ? nullptr : &*found;
}

void SetHousehold(const HouseholdSpan& household, PersonPeriod& period) {
  const bool of_programme = household.household_class > kNoTarget;
  const bool monitored_kind = household.household_class > kOutOfPoverty;
  const bool risk_open = !household.risk_cleared_on || period.from < *household.risk_cleared_on;
  period.household_class = household.household_class;
  period.household_aid = household.household_aid;
  period.target = of_programme && (!monitored_kind || risk_open);
  period.monitored = monitored_kind && risk_open;
  period.relocated = household.relocated;
}

bool IsUnemployed(int primary_class) {
  return kUnemployedFirst <= primary_class && primary_class < kUnemployedEnd;
}

bool IsSchoolLeaver(const PersonFacts& facts, const PersonPeriod& period, CivilDay day) {
  if (!facts.left_school_on || day >= AddMonths(*facts.left_school_on, kLeaverMonths)) return false;
  const int age = FullYears(facts.birth, day);
  return kLeaverAgeMin <= age && age <= kLeaverAgeMax && period.primary_class != kStudent &&
         period.primary_class != kSoldier;
}

bool IsHardToEmploy(const PersonFacts& facts, const PersonPeriod& period, CivilDay day) {
  if (!IsUnemployed(period.primary_class)) return false;
  const int elderly = facts.sex == kFemale ? kElderlyWoman : kElderlyMan;
  return FullYears(facts.birth, day) >= elderly || period.household_aid == kDibao ||
         period.household_aid == kTekun ||
         day >= AddMonths(period.class_since, kLongUnemployedMonths);
}

}  // namespace

std::vector<PersonPeriod> PeriodsOf(absl::Span<const ClassSpan> classes,
                                    absl::Span<const HouseholdSpan> households) {
  std::set<CivilDay> days;
  for (const ClassSpan& span : classes) days.insert({span.from, span.to});
  for (const HouseholdSpan& span : households) {
    days.insert({span.from, span.to});
    if (span.risk_cleared_on) days.insert(*span.risk_cleared_on);
  }
  std::vector<PersonPeriod> periods;
  for (auto from = days.begin(); from != days.end() && std::next(from) != days.end(); ++from) {
    const ClassSpan* of_class = At(classes, *from);
    if (of_class == nullptr) continue;
    PersonPeriod period = {.from = *from,
                           .to = *std::next(from),
                           .primary_class = of_class->primary_class,
                           .class_since = *from};
    const bool goes_on = !periods.empty() && periods.back().to == period.from &&
                         periods.back().primary_class == period.primary_class;
    if (goes_on) period.class_since = periods.back().class_since;
    if (const HouseholdSpan* household = At(households, *from)) SetHousehold(*household, period);
    // What differs in nothing but its days is one period.
    PersonPeriod same_days = period;
    if (goes_on) {
      same_days.from = periods.back().from;
      same_days.to = periods.back().to;
    }
    if (goes_on && same_days == periods.back()) {
      periods.back().to = period.to;
      continue;
    }
    periods.push_back(period);
  }
  return periods;
}

PersonProfile ProfileOn(const PersonFacts& facts, const std::optional<PersonPeriod>& period,
                        const HouseholdWork& work, CivilDay day) {
  PersonProfile profile = {.person = facts.person,
                           .register_div = facts.register_div,
                           .residence_div = facts.residence_div,
                           .birth = facts.birth,
                           .hukou_kind = facts.hukou,
                           .gone = facts.presence > kListed,
                           .veteran = facts.veteran};
  if (!period) return profile;
  profile.target = period->target;
  profile.monitored = period->monitored;
  profile.zero_employment = period->target && work.employed == 0 && work.unemployed > 0;
  profile.two_post_secondary = period->target && IsSchoolLeaver(facts, *period, day);
  profile.hard_to_employ = IsHardToEmploy(facts, *period, day);
  profile.relocated = period->relocated;
  return profile;
}

}  // namespace ladder::training
