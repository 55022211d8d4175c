// Where a list of people's rows looks: the caller's scope, narrowed by what was asked
// (docs/architecture.md 9.4).
#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/id/list_key.h"
#include "platform/scope/division_area.h"
#include "platform/status/status.h"

namespace ladder::matching {

// The two divisions by which a person's rows are seen.
struct PersonPlaces {
  int64_t register_div = 0;
  int64_t residence_div = 0;
  std::vector<int64_t> divisions() const { return {register_div, residence_div}; }
};

struct Area : DivisionArea {
  // A person with two divisions in the area is shown at the lower one.
  bool ShowsAt(int64_t division, const PersonPlaces& places) const {
    const int64_t lower = std::min(places.register_div, places.residence_div);
    return division == lower || !Covers(lower);
  }
};

// As platform/scope/division_area.h has it.
inline Area AreaOf(const Scope& scope, const std::optional<DivisionRange>& asked = std::nullopt) {
  using Ranges = std::optional<std::vector<DivisionRange>>;
  return {DivisionAreaOf(scope, asked ? Ranges({*asked}) : Ranges())};
}
// Whether the caller may see the person's rows.
inline bool Sees(const Scope& scope, const Ulid& person, const PersonPlaces& places) {
  return scope.Covers(places.register_div) || scope.Covers(places.residence_div) ||
         scope.CoversPerson(person);
}

// A row of a walk: where it stands, and whose it is.
template <typename T>
struct Walked {
  ListKey key = {};
  PersonPlaces places = {};
  T value = {};
};

// A page in the order (division, person, item) over the area. `fetch(range, after, limit)` reads
// the rows of a range after a key, in that order, fewer than `limit` only at its end.
template <typename T, typename Fetch>
absl::StatusOr<Listed<T>> WalkArea(const Area& area, ListKey after, int size, Fetch fetch) {
  Listed<T> page;
  for (const DivisionRange& range : area.ranges) {
    for (bool ended = range.last < after.number; !ended;) {
      const DivisionRange rest = {std::max(range.first, after.number), range.last};
      const int limit = size + 1;
      LADDER_ASSIGN_OR_RETURN(std::vector<Walked<T>> rows, fetch(rest, after, limit));
      ended = rows.size() < static_cast<size_t>(limit);
      for (Walked<T>& row : rows) {
        after = row.key;
        if (!area.ShowsAt(row.key.number, row.places)) continue;
        if (page.rows.size() == static_cast<size_t>(size)) {
          page.more = true;
          return page;
        }
        page.last = row.key;
        page.rows.push_back(std::move(row.value));
      }
    }
  }
  return page;
}

// A page in the order of items, of whose persons the caller sees. `fetch(after, limit)` reads the
// rows after an item.
template <typename T, typename Fetch>
absl::StatusOr<Listed<T>> WalkItems(const Scope& scope, Ulid after, int size, Fetch fetch) {
  Listed<T> page;
  for (;;) {
    const int limit = size + 1;
    LADDER_ASSIGN_OR_RETURN(std::vector<Walked<T>> rows, fetch(after, limit));
    for (Walked<T>& row : rows) {
      after = row.key.item;
      if (!Sees(scope, row.key.id, row.places)) continue;
      if (page.rows.size() == static_cast<size_t>(size)) {
        page.more = true;
        return page;
      }
      page.last = {.number = 0, .id = Ulid(), .item = row.key.item};
      page.rows.push_back(std::move(row.value));
    }
    if (rows.size() < static_cast<size_t>(limit)) return page;
  }
}

}  // namespace ladder::matching
