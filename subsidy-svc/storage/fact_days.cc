#include "subsidy-svc/storage/fact_days.h"

#include <algorithm>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "platform/status/status.h"

namespace ladder::subsidy {

std::string FormatDays(std::vector<CivilDay> days) {
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return absl::StrJoin(
      days, ",", [](std::string* out, CivilDay day) { absl::StrAppend(out, FormatDay(day)); });
}

absl::StatusOr<std::vector<CivilDay>> ParseDays(absl::string_view text) {
  std::vector<CivilDay> days;
  for (const absl::string_view part : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    LADDER_ASSIGN_OR_RETURN(const CivilDay day, ParseDay(part));
    days.push_back(day);
  }
  return days;
}

}  // namespace ladder::subsidy
