#include "platform/calendar/workdays_file.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad())
    return absl::NotFoundError(absl::StrCat(path, " cannot be read"));
  return text;
}

}  // namespace

absl::StatusOr<WorkdayCalendar> LoadWorkdayCalendar(const std::string& national,
                                                    const std::vector<std::string>& regional) {
  LADDER_ASSIGN_OR_RETURN(const std::string nation, ReadFile(national));
  std::vector<std::string> regions;
  for (const std::string& path : regional) {
    LADDER_ASSIGN_OR_RETURN(std::string region, ReadFile(path));
    regions.push_back(std::move(region));
  }
  return WorkdayCalendar::Parse(nation, regions);
}

}  // namespace ladder
