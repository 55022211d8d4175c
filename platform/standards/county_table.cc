#include "platform/standards/county_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/standards/short_code.h"

namespace ladder {

absl::StatusOr<CountyTable> CountyTable::Parse(absl::string_view tsv) {
  CountyTable table;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(tsv, '\n')) {
    ++number;
    if (line.empty()) continue;
    const std::vector<absl::string_view> cells = absl::StrSplit(line, '\t');
    const bool is_row = cells.size() == 3 && cells[0].size() == 6 && AllDigits(cells[0]) &&
                        (cells[1] == "today" || cells[1] == "historic");
    if (!is_row)
      return absl::InvalidArgumentError(absl::StrCat("counties: line ", number, " is no county"));
    const size_t code = static_cast<size_t>(DigitsValue(cells[0]));
    table.size_ += table.known_[code] ? 0 : 1;
    table.known_[code] = true;
  }
  return table;
}

}  // namespace ladder
