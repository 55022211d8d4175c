// Where a list or a count looks: the caller's scope, narrowed by what was asked
// (docs/architecture.md 9.4).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "platform/scope/scope.h"

namespace ladder {

struct DivisionArea {
  std::vector<DivisionRange> ranges = {};  // sorted, disjoint when what was asked is
  bool Covers(int64_t division) const;
};

// The divisions asked for, as far as the caller's scope reaches; the whole scope when nothing was
// asked for. An asked division outside it is empty, not refused: rows outside do not exist for the
// caller. Single persons of a scope (its persons()) are not divisions: the functions that list
// persons add them.
DivisionArea DivisionAreaOf(const Scope& scope,
                            const std::optional<std::vector<DivisionRange>>& asked = std::nullopt);

}  // namespace ladder
