// Reads the workday tables that `./ladder setup` made and those kept with this code. For main
// functions and tests.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/calendar/workdays.h"

namespace ladder {

// From the root of the repository: the nation's notices, and Hubei's own days.
inline constexpr char kHolidaysFile[] = ".ladder/cache/holidays.tsv";
inline constexpr char kHubeiHolidaysFile[] = "platform/calendar/data/hubei.tsv";

// NOT_FOUND naming the file that cannot be read, INVALID_ARGUMENT naming the line that is wrong.
absl::StatusOr<WorkdayCalendar> LoadWorkdayCalendar(const std::string& national,
                                                    const std::vector<std::string>& regional = {});

}  // namespace ladder
