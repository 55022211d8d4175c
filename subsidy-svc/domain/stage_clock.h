// How long an office has (docs/domain.md 5.1, 5.3): working days by state, lights on the way, the
// publicity period.
#pragma once

#include <optional>

#include "platform/calendar/civil_day.h"
#include "platform/calendar/workdays.h"
#include "subsidy-svc/domain/claim.h"
#include "subsidy-svc/domain/pay_item.h"

namespace ladder::subsidy {

// Working days that the office has which the state waits for. nullopt: no clock runs, as in DRAFT,
// RETURNED and HOLD_BUDGET. IN_PUBLICITY has the period of its policy instead. FUND_RELEASED,
// BATCHED and SENT share one clock, which starts with the release.
std::optional<int> ClockOf(ClaimState state);
std::optional<int> ClockOf(PayItemState state);

// The last day of a state entered on `entered`. nullopt when no clock runs.
std::optional<Deadline> DeadlineOf(ClaimState state, CivilDay entered,
                                   const WorkdayCalendar& calendar);
std::optional<Deadline> DeadlineOf(PayItemState state, CivilDay entered,
                                   const WorkdayCalendar& calendar);

enum class Light { kGreen, kYellow, kRed, kLeader };

// What `used` of `allowed` working days show: yellow from 80 %, red from 100 %, to the leader from
// 150 %.
Light LightOf(int used, int allowed);

// A whole claim's promise: median in working days, and where it turns red.
inline constexpr int kPromiseWorkdays = 30;
inline constexpr int kRedWorkdays = 40;

enum class PeriodUnit { kWorkday, kCalendar };

// The version's parameters publicity_days and publicity_calendar.
struct PublicityPeriod {
  int days = 5;
  PeriodUnit unit = PeriodUnit::kWorkday;
};

// The last day of a notice that is published on `start`, which itself never counts.
Deadline PublicityUntil(CivilDay start, const PublicityPeriod& period,
                        const WorkdayCalendar& calendar);

}  // namespace ladder::subsidy
