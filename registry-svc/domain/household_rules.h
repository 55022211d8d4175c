// What a household's members say about it on a day (docs/domain.md 3.6).
#pragma once

#include <vector>

#include "platform/calendar/civil_day.h"
#include "registry-svc/domain/roster.h"

namespace ladder::registry {

// Zero employment by the programme: a target household with at least one labourer, none of them
// employed, at least one of them not outside the labour force. `members` are the facts of one day.
bool IsZeroEmployment(const std::vector<RosterFacts>& members);

// No able member has work (Interim Measures for Social Assistance, article 43): at least one must
// get some. `members` are those of a low-income household; the able are whoever is employed,
// unemployed or out of contact.
bool IsAllAbleUnemployed(const std::vector<RosterFacts>& members);

inline constexpr int kJobSecuredDays = 90;

// "One job lifts one household": verified employment, farming excepted, on each of the 90 days up
// to `day`.
bool HasSecuredJob(const Timeline<RosterFacts>& member, CivilDay day);
bool IsJobSecured(const std::vector<Timeline<RosterFacts>>& members, CivilDay day);

}  // namespace ladder::registry
