#include "platform/calendar/civil_day.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder {

absl::StatusOr<CivilDay> ParseDay(absl::string_view text) {
  const absl::Status invalid = Refuse(Reason::kDateInvalid, {{"field", "date"}});
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return invalid;
  for (size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (text[i] < '0' || text[i] > '9') return invalid;
  }
  int year = 0, month = 0, day = 0;
  if (!absl::SimpleAtoi(text.substr(0, 4), &year) || !absl::SimpleAtoi(text.substr(5, 2), &month) ||
      !absl::SimpleAtoi(text.substr(8, 2), &day)) {
    return invalid;
  }
  const CivilDay civil(year, month, day);
  if (year < 1 || civil.year() != year || civil.month() != month || civil.day() != day)
    return invalid;
  return civil;
}

std::string FormatDay(CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

CivilDay AddMonths(CivilDay day, int months) {
  const CivilMonth month = CivilMonth(day) + months;
  const CivilDay last = CivilDay(month + 1) - 1;
  return std::min(CivilDay(month) + (day.day() - 1), last);
}

bool HasFullMonths(CivilDay start, CivilDay last, int months) {
  return last + 1 >= AddMonths(start, months);
}

int DaysInclusive(CivilDay first, CivilDay last) {
  return last < first ? 0 : static_cast<int>(last - first) + 1;
}

}  // namespace ladder
