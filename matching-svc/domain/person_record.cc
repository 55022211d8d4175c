#include "matching-svc/domain/person_record.h"

#include <algorithm>
#include <set>

#include "platform/standards/age.h"

namespace ladder::matching {
namespace {

constexpr int kWorkAge = 16;

const HouseholdSpan* HouseholdOn(absl::Span<const HouseholdSpan> households, CivilDay day) {
  const auto found =
      std::find_if(households.begin(), households.end(),
                   [day](const HouseholdSpan& span) { return span.from <= day && day < span.to; });
  return found == households.end() ? nullptr : &*found;
}

// The days inside the class's span on which the household's standing may change.
std::set<CivilDay> CutsOf(const ClassSpan& span, absl::Span<const HouseholdSpan> households) {
  std::set<CivilDay> cuts = {span.from};
  const auto add = [&](CivilDay day) {
    if (span.from < day && day < span.to) cuts.insert(day);
  };
  for (const HouseholdSpan& household : households) {
    add(household.from);
    add(household.to);
    if (household.risk_cleared_on) add(*household.risk_cleared_on);
  }
  return cuts;
}

RetirementBase BaseOf(const LabourerFacts& facts) {
  if (facts.sex != Sex::kFemale) return RetirementBase::kMen60;
  return facts.retires_at_50 ? RetirementBase::kWomen50 : RetirementBase::kWomen55;
}

}  // namespace

std::vector<PersonSpan> SpansOf(absl::Span<const ClassSpan> classes,
                                absl::Span<const HouseholdSpan> households) {
  std::vector<PersonSpan> spans;
  CivilDay since;
  for (size_t i = 0; i < classes.size(); ++i) {
    const ClassSpan& held = classes[i];
    const bool goes_on = i > 0 && classes[i - 1].to == held.from &&
                         GroupOf(classes[i - 1].primary_class) == GroupOf(held.primary_class);
    if (!goes_on) since = held.from;
    const std::set<CivilDay> cuts = CutsOf(held, households);
    for (auto cut = cuts.begin(); cut != cuts.end(); ++cut) {
      PersonSpan span{.from = *cut,
                      .to = std::next(cut) == cuts.end() ? held.to : *std::next(cut),
                      .primary_class = held.primary_class,
                      .class_since = since};
      if (const HouseholdSpan* household = HouseholdOn(households, span.from)) {
        const bool cleared = household->risk_cleared_on && *household->risk_cleared_on <= span.from;
        span.household_class = household->household_class;
        span.aid = household->aid;
        span.target = IsInProgramme(household->household_class);
        span.monitored = IsMonitored(household->household_class) && !cleared;
      }
      spans.push_back(span);
    }
  }
  return spans;
}

CodeSet<PlaceLevel> PlacesUpTo(PlaceLevel place) {
  CodeSet<PlaceLevel> places;
  for (int level = static_cast<int>(PlaceLevel::kCommunity); level <= static_cast<int>(place);
       ++level) {
    places.Add(static_cast<PlaceLevel>(level));
  }
  return places;
}

bool IsLabourer(const LabourerFacts& facts, CivilDay day) {
  const bool able = facts.capability == Capability::kFull ||
                    facts.capability == Capability::kSkilled ||
                    facts.capability == Capability::kWeak;
  return able && IsInProgramme(facts.household_class) &&
         GroupOf(facts.primary_class) != ClassGroup::kGone &&
         day >= Birthday(facts.birth, kWorkAge) && day < RetirementDay(facts.birth, BaseOf(facts));
}

}  // namespace ladder::matching
