// Ages and the ages of retirement in civil days (docs/domain.md 4.1 G3).
#pragma once

#include "platform/calendar/civil_day.h"

namespace ladder {

// The day on which a person born on `birth` reaches `years`; born on 29 February: 1 March in common
// years.
CivilDay Birthday(CivilDay birth, int years);

// Age in full years on `day`, which is not before `birth`.
int FullYears(CivilDay birth, CivilDay day);

// How the upper bound of "16 to 60 years" reads; the lower bound is always reached on the birthday.
enum class UpperBound {
  kBeforeBirthday,  // up to the day before the 60th birthday: the suite's default
  kThroughYear,     // as long as the person is 60: up to the day before the 61st birthday
};

// The first day that lies beyond the upper bound of `years`.
CivilDay FirstDayBeyond(CivilDay birth, int years, UpperBound bound = UpperBound::kBeforeBirthday);

// Statutory ages before the rise that began on 2025-01-01: a man's, and a woman's own base by the
// kind of her work.
enum class RetirementBase : int {
  kMen60 = 60,
  kWomen55 = 55,
  kWomen50 = 50,
};

// Months by which retirement is delayed for those born in the month of `birth`: one for every four
// months of birth up to 36, for the base of 50 one for every two up to 60; 0 for whoever reached
// the base before 2025.
int RetirementDelayMonths(CivilDay birth, RetirementBase base);

// The day on which the age of retirement is reached, the upper-age day of the policies: the last
// working-age day is the day before. Months count as in AddMonths from the day of birth, whole
// years as in Birthday.
CivilDay RetirementDay(CivilDay birth, RetirementBase base);

}  // namespace ladder
