#include "registry-svc/storage/area.h"

#include <algorithm>

namespace ladder::registry {
namespace {

constexpr DivisionRange kEverywhere = {0, 999'999'999'999};

}  // namespace

bool Area::Covers(int64_t division) const {
  return std::any_of(ranges.begin(), ranges.end(), [division](const DivisionRange& range) {
    return range.first <= division && division <= range.last;
  });
}

bool Area::ShowsElsewhere(int64_t division, int64_t other) const {
  return by == PlaceBy::kUnspecified && other < division && Covers(other);
}

Area AreaOf(const Scope& scope, const std::optional<std::vector<DivisionRange>>& asked,
            PlaceBy by) {
  const std::vector<DivisionRange> everywhere = {kEverywhere};
  const std::vector<DivisionRange>& seen = scope.is_system() ? everywhere : scope.ranges();
  Area area = {.by = by};
  for (const DivisionRange& mine : seen) {
    for (const DivisionRange& theirs : asked.value_or(everywhere)) {
      const DivisionRange both = {std::max(mine.first, theirs.first),
                                  std::min(mine.last, theirs.last)};
      if (both.first <= both.last) area.ranges.push_back(both);
    }
  }
  std::sort(area.ranges.begin(), area.ranges.end());
  return area;
}

}  // namespace ladder::registry
