#include "tools/verify/csv.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "platform/status/status.h"

namespace ladder::verify {
namespace {

absl::Status Malformed(int line, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line, ": ", what));
}

class Reader {
 public:
  explicit Reader(absl::string_view text) : text_(absl::StripPrefix(text, "\xef\xbb\xbf")) {}

  // All rows, the header first.
  absl::StatusOr<std::vector<CsvRow>> Rows() {
    std::vector<CsvRow> rows;
    while (!text_.empty()) {
      CsvRow row{.line = line_, .cells = {}};
      LADDER_RETURN_IF_ERROR(ReadRow(row));
      const bool is_blank = row.cells.size() == 1 && row.cells[0].empty();
      if (!is_blank) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  absl::Status ReadRow(CsvRow& row) {
    do {
      std::string& cell = row.cells.emplace_back();
      LADDER_RETURN_IF_ERROR(Take('"') ? ReadQuoted(row.line, cell) : ReadPlain(cell));
    } while (Take(','));
    if (!TakeLineEnd()) return Malformed(line_, "something follows a closing quote");
    return absl::OkStatus();
  }

  absl::Status ReadPlain(std::string& cell) {
    const size_t end = std::min(text_.find_first_of(",\r\n"), text_.size());
    cell = std::string(text_.substr(0, end));
    if (cell.find('"') != std::string::npos)
      return Malformed(line_, "a quote in a cell that is not quoted");
    text_.remove_prefix(end);
    return absl::OkStatus();
  }

  // Behind the opening quote, up to and including the closing one.
  absl::Status ReadQuoted(int first_line, std::string& cell) {
    while (!text_.empty()) {
      const char c = text_.front();
      text_.remove_prefix(1);
      if (c == '"' && !Take('"')) return absl::OkStatus();
      if (c == '\n') ++line_;
      cell.push_back(c);
    }
    return Malformed(first_line, "a quote is not closed");
  }

  bool Take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  bool TakeLineEnd() {
    if (text_.empty()) return true;
    const bool has_return = Take('\r');
    if (!Take('\n') && !has_return) return false;
    ++line_;
    return true;
  }

  absl::string_view text_;
  int line_ = 1;
};

}  // namespace

absl::StatusOr<CsvTable> CsvTable::Parse(absl::string_view text,
                                         absl::Span<const absl::string_view> columns) {
  CsvTable table;
  LADDER_ASSIGN_OR_RETURN(table.rows_, Reader(text).Rows());
  if (table.rows_.empty()) return Malformed(1, "the file is empty");
  const std::vector<std::string> header = std::move(table.rows_.front().cells);
  table.rows_.erase(table.rows_.begin());
  for (const absl::string_view column : columns) {
    const auto place = std::find(header.begin(), header.end(), column);
    if (place == header.end())
      return Malformed(1, absl::StrCat("the column ", column, " is missing"));
    table.places_.push_back(static_cast<size_t>(place - header.begin()));
  }
  for (const CsvRow& row : table.rows_) {
    if (row.cells.size() == header.size()) continue;
    return Malformed(row.line, absl::StrCat(row.cells.size(), " cells instead of ", header.size()));
  }
  return table;
}

}  // namespace ladder::verify
