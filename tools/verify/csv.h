// Comma-separated files as RFC 4180 has them, read whole: quotes, doubled quotes, line breaks
// inside quotes, either line end, and a byte order mark. Case files are small.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace ladder::verify {

struct CsvRow {
  int line = 0;  // where it starts in the file, from 1
  std::vector<std::string> cells;
};

class CsvTable {
 public:
  // The first row names the columns; every other row has as many cells. Empty lines between rows
  // are passed over. INVALID_ARGUMENT naming the line that breaks a rule, or the column of
  // `columns` that the file lacks.
  static absl::StatusOr<CsvTable> Parse(absl::string_view text,
                                        absl::Span<const absl::string_view> columns);

  const std::vector<CsvRow>& rows() const { return rows_; }
  // The cell of the column that was the i-th of `columns`, wherever it stands in the file.
  const std::string& Cell(const CsvRow& row, size_t i) const { return row.cells[places_[i]]; }

 private:
  std::vector<size_t> places_;
  std::vector<CsvRow> rows_;
};

}  // namespace ladder::verify
