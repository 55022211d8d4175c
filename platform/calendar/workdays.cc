#include "platform/calendar/workdays.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

bool IsWeekend(CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

}  // namespace

absl::StatusOr<WorkdayCalendar> WorkdayCalendar::Parse(absl::string_view national,
                                                       const std::vector<std::string>& regional) {
  WorkdayCalendar calendar;
  LADDER_RETURN_IF_ERROR(calendar.Add(national, Layer::kNation));
  for (const std::string& region : regional)
    LADDER_RETURN_IF_ERROR(calendar.Add(region, Layer::kRegion));
  return calendar;
}

absl::Status WorkdayCalendar::Add(absl::string_view text, Layer layer) {
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::pair<absl::string_view, absl::string_view> cells =
        absl::StrSplit(line, absl::MaxSplits('\t', 1));
    const auto& [when, kind] = cells;
    int64_t year = 0;
    if (const absl::StatusOr<CivilDay> day = ParseDay(when);
        day.ok() && (kind == "off" || kind == "work")) {
      exceptions_[*day] = kind == "work";
    } else if (layer == Layer::kNation && kind == "table" && when.size() == 4 &&
               absl::SimpleAtoi(when, &year)) {
      years_.insert(year);
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat("workdays: line ", number, " is neither a day nor a year"));
    }
  }
  return absl::OkStatus();
}

bool WorkdayCalendar::IsWorkday(CivilDay day) const {
  const auto exception = exceptions_.find(day);
  return exception != exceptions_.end() ? exception->second : !IsWeekend(day);
}

Deadline WorkdayCalendar::AddWorkdays(CivilDay start, int n) const {
  LADDER_INVARIANT(n >= 0);
  Deadline deadline{.day = start};
  while (n > 0) {
    ++deadline.day;
    deadline.provisional = deadline.provisional || IsProvisional(deadline.day);
    if (IsWorkday(deadline.day)) --n;
  }
  return deadline;
}

int WorkdayCalendar::WorkdaysBetween(CivilDay from, CivilDay to) const {
  int count = 0;
  for (CivilDay day = from + 1; day <= to; ++day) count += IsWorkday(day) ? 1 : 0;
  return count;
}

}  // namespace ladder
