#include "platform/scope/scope.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder {

Scope Scope::System(absl::string_view /*reason*/) {
  Scope scope;
  scope.system_ = true;
  return scope;
}

absl::StatusOr<Scope> Scope::Of(std::vector<DivisionRange> ranges, std::vector<Ulid> persons) {
  std::sort(ranges.begin(), ranges.end());
  Scope scope;
  for (const DivisionRange& range : ranges) {
    if (!scope.ranges_.empty() && range.first <= scope.ranges_.back().last + 1) {
      scope.ranges_.back().last = std::max(scope.ranges_.back().last, range.last);
    } else {
      scope.ranges_.push_back(range);
    }
  }
  if (scope.ranges_.size() > kRangesMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("a scope has at most ", kRangesMax, " division ranges"));
  }
  std::sort(persons.begin(), persons.end());
  persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
  scope.persons_ = std::move(persons);
  return scope;
}

DivisionRange Scope::Subtree(int64_t division) {
  // 42 06 25 100 015: the trailing group that is all zeros is open.
  for (int64_t size :
       {int64_t{10'000'000'000}, int64_t{100'000'000}, int64_t{1'000'000}, int64_t{1'000}}) {
    if (division % size == 0) return {division, division + size - 1};
  }
  return {division, division};
}

bool Scope::Covers(int64_t division) const {
  if (system_) return true;
  const auto after =
      std::upper_bound(ranges_.begin(), ranges_.end(), division,
                       [](int64_t code, const DivisionRange& range) { return code < range.first; });
  return after != ranges_.begin() && division <= std::prev(after)->last;
}

bool Scope::CoversPerson(const Ulid& person) const {
  return system_ || std::binary_search(persons_.begin(), persons_.end(), person);
}

std::string Scope::Fingerprint() const {
  if (system_) return "system";
  std::string text;
  for (const DivisionRange& range : ranges_)
    absl::StrAppend(&text, range.first, "-", range.last, ";");
  for (const Ulid& person : persons_) absl::StrAppend(&text, person.ToString(), ";");
  return text;
}

}  // namespace ladder
