#include "registry-svc/domain/household_rules.h"

#include <algorithm>

namespace ladder::registry {

bool IsZeroEmployment(const std::vector<RosterFacts>& members) {
  const auto any = [&](auto roster) {
    return std::any_of(members.begin(), members.end(),
                       [&](const RosterFacts& member) { return roster(member, true); });
  };
  return any(InBase) && !any(InEmployed) && any(InUnemployed);
}

bool IsAllAbleUnemployed(const std::vector<RosterFacts>& members) {
  bool able = false;
  for (const RosterFacts& member : members) {
    if (IsEmployed(member.primary_class)) return false;
    able |= IsUnemployed(member.primary_class) || member.primary_class == PrimaryClass::kXUnknown;
  }
  return able;
}

bool HasSecuredJob(const Timeline<RosterFacts>& member, CivilDay day) {
  CivilDay since = day + 1;  // every day from here up to `day` counts
  for (auto period = member.periods().rbegin(); period != member.periods().rend(); ++period) {
    if (period->from > day) continue;
    const bool works =
        period->value.verified && period->value.primary_class != PrimaryClass::kEFarm;
    if (!works || period->to < since) break;
    since = period->from;
  }
  return day - since + 1 >= kJobSecuredDays;
}

bool IsJobSecured(const std::vector<Timeline<RosterFacts>>& members, CivilDay day) {
  return std::any_of(members.begin(), members.end(), [&](const Timeline<RosterFacts>& member) {
    return HasSecuredJob(member, day);
  });
}

}  // namespace ladder::registry
