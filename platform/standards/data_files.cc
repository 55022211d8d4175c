#include "platform/standards/data_files.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return absl::NotFoundError(absl::StrCat(path, " cannot be read"));
  std::string text(static_cast<size_t>(file.tellg()), '\0');
  file.seekg(0);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file) return absl::NotFoundError(absl::StrCat(path, " cannot be read"));
  return text;
}

}  // namespace

absl::StatusOr<CountyTable> LoadCountyTable(const std::string& path) {
  LADDER_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  return CountyTable::Parse(text);
}

absl::StatusOr<DivisionTable> LoadDivisionTable(const std::string& path) {
  LADDER_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  return DivisionTable::Parse(std::move(text));
}

}  // namespace ladder
