#include "platform/scope/division_area.h"

#include <algorithm>

namespace ladder {
namespace {

constexpr DivisionRange kEverywhere = {0, 999'999'999'999};

}  // namespace

bool DivisionArea::Covers(int64_t division) const {
  return std::any_of(ranges.begin(), ranges.end(), [division](const DivisionRange& range) {
    return range.first <= division && division <= range.last;
  });
}

DivisionArea DivisionAreaOf(const Scope& scope,
                            const std::optional<std::vector<DivisionRange>>& asked) {
  const std::vector<DivisionRange> everywhere = {kEverywhere};
  const std::vector<DivisionRange>& seen = scope.is_system() ? everywhere : scope.ranges();
  DivisionArea area;
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

}  // namespace ladder
