// Days of a learner in one column: "2020-05-01,2020-05-04".
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"

namespace ladder::subsidy {

// In their order, each once.
std::string FormatDays(std::vector<CivilDay> days);
// What FormatDays wrote.
absl::StatusOr<std::vector<CivilDay>> ParseDays(absl::string_view text);

}  // namespace ladder::subsidy
