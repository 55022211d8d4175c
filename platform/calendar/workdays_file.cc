#include "platform/calendar/workdays_file.h"

#include <utility>

#include "platform/calendar/text_file.h"
#include "platform/status/status.h"

namespace ladder {

absl::StatusOr<WorkdayCalendar> LoadWorkdayCalendar(const std::string& national,
                                                    const std::vector<std::string>& regional) {
  LADDER_ASSIGN_OR_RETURN(const std::string nation, ReadTextFile(national));
  std::vector<std::string> regions;
  for (const std::string& path : regional) {
    LADDER_ASSIGN_OR_RETURN(std::string region, ReadTextFile(path));
    regions.push_back(std::move(region));
  }
  return WorkdayCalendar::Parse(nation, regions);
}

}  // namespace ladder
