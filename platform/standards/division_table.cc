#include "platform/standards/division_table.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/standards/short_code.h"
#include "platform/status/status.h"

namespace ladder {
namespace {

constexpr size_t kCodeSize = 12;

// Whether `line` is `code12<TAB>name`, with a code that starts with no 0.
bool IsDivisionLine(absl::string_view line) {
  return line.size() > kCodeSize + 1 && line[kCodeSize] == '\t' && line[0] != '0' &&
         AllDigits(line.substr(0, kCodeSize));
}

}  // namespace

absl::StatusOr<DivisionTable> DivisionTable::Parse(std::string tsv) {
  if (tsv.size() > std::numeric_limits<uint32_t>::max())
    return absl::InvalidArgumentError("divisions: too large");
  DivisionTable table;
  table.text_ = std::make_unique<const std::string>(std::move(tsv));
  const absl::string_view text = *table.text_;
  table.rows_.reserve(static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
  int64_t previous = 0;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    const absl::string_view line = text.substr(start, end - start);
    const int64_t code = IsDivisionLine(line) ? DigitsValue(line.substr(0, kCodeSize)) : 0;
    if (code <= previous) {
      return absl::InvalidArgumentError(
          absl::StrCat("divisions: line ", table.size() + 1, " is no division or out of order"));
    }
    table.rows_.push_back({.code = code,
                           .name_offset = static_cast<uint32_t>(start + kCodeSize + 1),
                           .name_size = static_cast<uint32_t>(line.size() - kCodeSize - 1)});
    previous = code;
    start = end + 1;
  }
  return table;
}

absl::string_view DivisionTable::name(size_t i) const {
  return absl::string_view(*text_).substr(rows_[i].name_offset, rows_[i].name_size);
}

absl::string_view DivisionTable::NameOf(DivisionCode code) const {
  const size_t i = Find(code);
  return i < size() ? name(i) : absl::string_view();
}

std::string DivisionTable::FullNameOf(DivisionCode code) const {
  if (!Has(code)) return "";
  std::string full;
  for (; code != DivisionCode(); code = code.Parent()) full.insert(0, std::string(NameOf(code)));
  return full;
}

std::vector<DivisionCode> DivisionTable::ChildrenOf(DivisionCode parent) const {
  std::vector<DivisionCode> children;
  // Each child's whole subtree is stepped over, so a province costs as many searches as it has
  // prefectures.
  const bool all = parent == DivisionCode();
  for (size_t i = LowerBound(parent.number() + 1);
       i < size() && (all || parent.Contains(code(i)));) {
    children.push_back(code(i));
    i = LowerBound(code(i).last_number() + 1);
  }
  return children;
}

size_t DivisionTable::LowerBound(int64_t number) const {
  const auto row =
      std::lower_bound(rows_.begin(), rows_.end(), number,
                       [](const Row& left, int64_t right) { return left.code < right; });
  return static_cast<size_t>(row - rows_.begin());
}

size_t DivisionTable::Find(DivisionCode code) const {
  const size_t i = LowerBound(code.number());
  return i < size() && rows_[i].code == code.number() ? i : size();
}

absl::StatusOr<DivisionCode> ParseDivision(absl::string_view written, const DivisionTable& table,
                                           absl::string_view field) {
  LADDER_ASSIGN_OR_RETURN(const DivisionCode code, ParseDivisionCode(written, field));
  if (!table.Has(code)) return RefuseField(Reason::kDivUnknown, field);
  return code;
}

}  // namespace ladder
