// The two sides from which an area sees people: registered in it, or living in it while registered
// elsewhere. Each is one index of the projection.
#pragma once

#include <string>
#include <vector>

#include "registry-svc/domain/codes.h"
#include "registry-svc/storage/area.h"

namespace ladder::registry {

struct RosterSide {
  std::string division;  // column that places the person
  std::string other;     // the other one
  std::string index;
};

inline const std::vector<RosterSide>& RosterSides() {
  static const auto& sides =
      *new std::vector<RosterSide>{{"register_division", "residence_division", "by_register"},
                                   {"residence_division", "register_division", "by_residence"}};
  return sides;
}
inline constexpr size_t kRegisterSide = 0;
inline constexpr size_t kResidenceSide = 1;

inline bool Asks(const Area& area, size_t side) {
  return area.by == PlaceBy::kUnspecified ||
         (area.by == PlaceBy::kRegister) == (side == kRegisterSide);
}

// On the residence side: whom the registration side shows already.
inline bool IsOtherSides(const Area& area, size_t side, int64_t other_division) {
  return side == kResidenceSide && area.by == PlaceBy::kUnspecified && area.Covers(other_division);
}

}  // namespace ladder::registry
