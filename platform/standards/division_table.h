// The divisions of the whole country with their names: 665 271 of them in the 2023 codes. Built
// once from `divisions.tsv` of the set-up by whoever fills or checks divisions, immutable
// afterwards.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/standards/division.h"

namespace ladder {

class DivisionTable {
 public:
  // No divisions.
  DivisionTable() = default;
  // Lines `code12<TAB>name`, sorted by code. INVALID_ARGUMENT naming the first line of another form
  // or order.
  static absl::StatusOr<DivisionTable> Parse(std::string tsv);

  size_t size() const { return rows_.size(); }
  // Rows in the order of codes, for i below size().
  DivisionCode code(size_t i) const { return DivisionCode(rows_[i].code); }
  absl::string_view name(size_t i) const;

  bool Has(DivisionCode code) const { return Find(code) < size(); }
  // Its own name ("城关镇"), or "" for an unknown code. Valid as long as the table.
  absl::string_view NameOf(DivisionCode code) const;
  // From the province down ("湖北省襄阳市谷城县城关镇"), or "" for an unknown code.
  std::string FullNameOf(DivisionCode code) const;
  // The divisions whose Parent() is `code`, in the order of codes; the provinces for no code.
  std::vector<DivisionCode> ChildrenOf(DivisionCode code) const;

 private:
  struct Row {
    int64_t code = 0;
    uint32_t name_offset = 0;  // into text_
    uint32_t name_size = 0;
  };

  // Place of the first row at or after `number`.
  size_t LowerBound(int64_t number) const;
  // Place of the row of `code`, or size().
  size_t Find(DivisionCode code) const;

  std::unique_ptr<const std::string> text_;
  std::vector<Row> rows_;
};

// Like ParseDivisionCode, and DIV_UNKNOWN for a code that the table lacks.
absl::StatusOr<DivisionCode> ParseDivision(absl::string_view written, const DivisionTable& table,
                                           absl::string_view field = "division");

}  // namespace ladder
