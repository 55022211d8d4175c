#include "registry-svc/storage/roster_sides.h"

namespace ladder::registry {

const SideSql& SqlOf(Side side) {
  static const auto& registered =
      *new SideSql{.division = "register_division",
                   .index = "by_register",
                   .all = "c.listed IN (0, 1)",
                   .listed = "c.listed = 1",
                   .only = "(? = 0 OR c.register_division = c.residence_division)"};
  static const auto& resident =
      *new SideSql{.division = "residence_division",
                   .index = "by_residence",
                   .all = "c.elsewhere = 1",
                   .listed = "c.elsewhere = 1 AND c.listed = 1",
                   .only = "(? = 0 OR c.register_division NOT BETWEEN ? AND ?)"};
  return side == Side::kRegister ? registered : resident;
}

bool Asks(const Area& area, Side side) {
  return side == Side::kRegister || area.by != PlaceBy::kRegister;
}

mysql::Values SideParameters(const Area& area, Side side, const DivisionRange& range) {
  if (side == Side::kRegister) return {area.by == PlaceBy::kResidence};
  return {area.by == PlaceBy::kUnspecified, range.first, range.last};
}

bool IsShownByRegister(const Area& area, Side side, int64_t register_division) {
  return side == Side::kResidence && area.by == PlaceBy::kUnspecified &&
         area.Covers(register_division);
}

}  // namespace ladder::registry
