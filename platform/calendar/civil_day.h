// Civil days of the county: no time of day, no zone (docs/domain.md 4.1 G2).
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace ladder {

using CivilDay = absl::CivilDay;
using CivilMonth = absl::CivilMonth;

// "Still true": the end of a period that has no end. Never NULL in the database.
inline constexpr CivilDay kForever = CivilDay(9999, 12, 31);

// "2020-09-27". DATE_INVALID for another form or a day that does not exist.
absl::StatusOr<CivilDay> ParseDay(absl::string_view text);
std::string FormatDay(CivilDay day);

// The same day n months later, clipped to the month's end: 31 January + 1 month is in February.
CivilDay AddMonths(CivilDay day, int months);

// A period of n full months that starts on `start` is complete when `last`, its last day, is over:
// last + 1 >= start + n months.
bool HasFullMonths(CivilDay start, CivilDay last, int months);

// Number of days from `first` to `last`, both inclusive; 0 when `last` is before `first`.
int DaysInclusive(CivilDay first, CivilDay last);

}  // namespace ladder
