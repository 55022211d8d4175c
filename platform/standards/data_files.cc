#include "platform/standards/data_files.h"

#include <utility>

#include "platform/calendar/text_file.h"
#include "platform/status/status.h"

namespace ladder {

absl::StatusOr<CountyTable> LoadCountyTable(const std::string& path) {
  LADDER_ASSIGN_OR_RETURN(const std::string text, ReadTextFile(path));
  return CountyTable::Parse(text);
}

absl::StatusOr<DivisionTable> LoadDivisionTable(const std::string& path) {
  LADDER_ASSIGN_OR_RETURN(std::string text, ReadTextFile(path));
  return DivisionTable::Parse(std::move(text));
}

}  // namespace ladder
