#include "platform/calendar/text_file.h"

#include <array>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace ladder {

absl::StatusOr<std::string> ReadTextFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text;
  std::array<char, 65536> block = {};
  while (file.good()) {
    file.read(block.data(), block.size());
    text.append(block.data(), static_cast<size_t>(file.gcount()));
  }
  if (!file.eof()) return absl::NotFoundError(absl::StrCat(path, " cannot be read"));
  return text;
}

}  // namespace ladder
