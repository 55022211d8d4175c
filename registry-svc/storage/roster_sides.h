// The two sides from which an area sees people: by the division that registers them, and by the one
// they live in where it is another. Each is one index of the projection, and nobody is on both
// sides of one question.
#pragma once

#include <string>

#include "platform/mysql/value.h"
#include "platform/scope/scope.h"
#include "registry-svc/storage/area.h"

namespace ladder::registry {

enum class Side : size_t { kRegister = 0, kResidence = 1 };
inline constexpr Side kSides[] = {Side::kRegister, Side::kResidence};

// What a statement over `c`, the projection, says of its side.
struct SideSql {
  std::string division;  // column that places the person
  std::string index;
  std::string all;     // the index's first column: everyone of the side
  std::string listed;  // of these, whom a roster may show
  std::string only;    // further condition with the parameters of SideParameters
};
const SideSql& SqlOf(Side side);

// Whether the question looks from this side at all.
bool Asks(const Area& area, Side side);

// The parameters of `only` for one range: on the registration side, who lives there too, when only
// residence counts; on the residence side, who is registered outside the range, when the
// registration side shows the others.
mysql::Values SideParameters(const Area& area, Side side, const DivisionRange& range);

// On the residence side: whom the registration side shows, in another range than the row's.
bool IsShownByRegister(const Area& area, Side side, int64_t register_division);

}  // namespace ladder::registry
