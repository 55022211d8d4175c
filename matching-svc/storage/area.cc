#include "matching-svc/storage/area.h"

namespace ladder::matching {
namespace {

constexpr DivisionRange kEverywhere = {0, 999'999'999'999};

}  // namespace

bool Area::Covers(int64_t division) const {
  return std::any_of(ranges.begin(), ranges.end(), [division](const DivisionRange& range) {
    return range.first <= division && division <= range.last;
  });
}

bool Area::ShowsAt(int64_t division, const PersonPlaces& places) const {
  const int64_t lower = std::min(places.register_div, places.residence_div);
  return division == lower || !Covers(lower);
}

Area AreaOf(const Scope& scope, const std::optional<DivisionRange>& asked) {
  const std::vector<DivisionRange> everywhere = {kEverywhere};
  const DivisionRange wanted = asked.value_or(kEverywhere);
  Area area;
  for (const DivisionRange& mine : scope.is_system() ? everywhere : scope.ranges()) {
    const DivisionRange both = {std::max(mine.first, wanted.first),
                                std::min(mine.last, wanted.last)};
    if (both.first <= both.last) area.ranges.push_back(both);
  }
  return area;
}

bool Sees(const Scope& scope, const Ulid& person, const PersonPlaces& places) {
  return scope.Covers(places.register_div) || scope.Covers(places.residence_div) ||
         scope.CoversPerson(person);
}

}  // namespace ladder::matching
