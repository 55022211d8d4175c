// Where a list or a count looks: the caller's scope, narrowed by what was asked
// (docs/architecture.md 9.4).
#pragma once

#include <optional>
#include <vector>

#include "platform/scope/scope.h"
#include "registry-svc/domain/codes.h"

namespace ladder::registry {

struct Area {
  std::vector<DivisionRange> ranges = {};  // sorted, disjoint
  PlaceBy by = PlaceBy::kUnspecified;      // which of the two divisions places a row
  bool Covers(int64_t division) const;
  // Whether the row of `division` is not the one that shows its owner, whose other division is
  // `other`: the first row in key order is, so this one is not when the other is lower and in the
  // area too.
  bool ShowsElsewhere(int64_t division, int64_t other) const;
};

// The divisions asked for, as far as the caller's scope reaches; the whole scope when nothing was
// asked for. An asked division outside it is empty, not refused: rows outside do not exist for the
// caller. Single persons of a scope (its persons()) are not divisions: the functions that list
// persons add them.
Area AreaOf(const Scope& scope,
            const std::optional<std::vector<DivisionRange>>& asked = std::nullopt,
            PlaceBy by = PlaceBy::kUnspecified);

}  // namespace ladder::registry
