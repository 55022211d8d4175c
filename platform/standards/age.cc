#include "platform/standards/age.h"

#include <algorithm>

namespace ladder {

CivilDay Birthday(CivilDay birth, int years) {
  // 29 February of a common year normalises to 1 March.
  return CivilDay(birth.year() + years, birth.month(), birth.day());
}

int FullYears(CivilDay birth, CivilDay day) {
  const int years = static_cast<int>(day.year() - birth.year());
  return Birthday(birth, years) <= day ? years : years - 1;
}

CivilDay FirstDayBeyond(CivilDay birth, int years, UpperBound bound) {
  return Birthday(birth, bound == UpperBound::kBeforeBirthday ? years : years + 1);
}

int RetirementDelayMonths(CivilDay birth, RetirementBase base) {
  const int base_years = static_cast<int>(base);
  const int months = (static_cast<int>(birth.year()) + base_years - 2025) * 12 + birth.month();
  if (months <= 0) return 0;
  return base == RetirementBase::kWomen50 ? std::min((months + 1) / 2, 60)
                                          : std::min((months + 3) / 4, 36);
}

CivilDay RetirementDay(CivilDay birth, RetirementBase base) {
  const int months = static_cast<int>(base) * 12 + RetirementDelayMonths(birth, base);
  return months % 12 == 0 ? Birthday(birth, months / 12) : AddMonths(birth, months);
}

}  // namespace ladder
