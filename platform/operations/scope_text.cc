#include "platform/operations/scope_text.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

absl::Status Malformed() {
  return absl::InternalError("the stored scope of an operation is malformed");
}

}  // namespace

// "420625100000-420625100999,...|01H...,..."
std::string EncodeScope(const Scope& scope) {
  LADDER_INVARIANT(!scope.is_system());
  const std::string ranges =
      absl::StrJoin(scope.ranges(), ",", [](std::string* out, const DivisionRange& range) {
        absl::StrAppend(out, range.first, "-", range.last);
      });
  const std::string persons = absl::StrJoin(
      scope.persons(), ",",
      [](std::string* out, const Ulid& person) { absl::StrAppend(out, person.ToString()); });
  return absl::StrCat(ranges, "|", persons);
}

absl::StatusOr<Scope> DecodeScope(absl::string_view text) {
  const std::vector<absl::string_view> halves = absl::StrSplit(text, '|');
  if (halves.size() != 2) return Malformed();
  std::vector<DivisionRange> ranges;
  for (absl::string_view item : absl::StrSplit(halves[0], ',', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> ends = absl::StrSplit(item, '-');
    DivisionRange range;
    if (!absl::SimpleAtoi(ends.first, &range.first) ||
        !absl::SimpleAtoi(ends.second, &range.last)) {
      return Malformed();
    }
    ranges.push_back(range);
  }
  std::vector<Ulid> persons;
  for (absl::string_view item : absl::StrSplit(halves[1], ',', absl::SkipEmpty())) {
    const absl::StatusOr<Ulid> person = Ulid::Parse(item);
    if (!person.ok()) return Malformed();
    persons.push_back(*person);
  }
  return Scope::Of(std::move(ranges), std::move(persons));
}

}  // namespace ladder::operations
