// Where a list or a count of the registry looks: divisions, and by which of a row's two.
#pragma once

#include <optional>
#include <vector>

#include "platform/scope/division_area.h"
#include "registry-svc/domain/codes.h"

namespace ladder::registry {

struct Area : DivisionArea {
  PlaceBy by = PlaceBy::kUnspecified;  // which of the two divisions places a row
  // Whether the row of `division` is not the one that shows its owner, whose other division is
  // `other`: the first row in key order is, so this one is not when the other is lower and in the
  // area too.
  bool ShowsElsewhere(int64_t division, int64_t other) const {
    return by == PlaceBy::kUnspecified && other < division && Covers(other);
  }
};

// As platform/scope/division_area.h has it.
inline Area AreaOf(const Scope& scope,
                   const std::optional<std::vector<DivisionRange>>& asked = std::nullopt,
                   PlaceBy by = PlaceBy::kUnspecified) {
  return {DivisionAreaOf(scope, asked), by};
}

}  // namespace ladder::registry
