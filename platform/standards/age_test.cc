#include "platform/standards/age.h"

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(AgeTest, AnAgeIsReachedOnTheBirthday) {
  const CivilDay birth(1975, 6, 15);
  EXPECT_EQ(FullYears(birth, CivilDay(2035, 6, 14)), 59);
  EXPECT_EQ(FullYears(birth, CivilDay(2035, 6, 15)), 60);
  EXPECT_EQ(FullYears(birth, birth), 0);
  EXPECT_EQ(FullYears(CivilDay(2000, 12, 31), CivilDay(2001, 1, 1)), 0);
}

TEST(AgeTest, BornOn29FebruaryReachesItOn1MarchInCommonYears) {
  const CivilDay birth(2004, 2, 29);
  EXPECT_EQ(Birthday(birth, 16), CivilDay(2020, 2, 29));
  EXPECT_EQ(Birthday(birth, 15), CivilDay(2019, 3, 1));
  EXPECT_EQ(FullYears(birth, CivilDay(2019, 2, 28)), 14);
  EXPECT_EQ(FullYears(birth, CivilDay(2019, 3, 1)), 15);
  EXPECT_EQ(FullYears(birth, CivilDay(2020, 2, 28)), 15);
  EXPECT_EQ(FullYears(birth, CivilDay(2020, 2, 29)), 16);
}

TEST(AgeTest, TheUpperBoundReadsTwoWays) {
  const CivilDay birth(1960, 5, 10);
  EXPECT_EQ(FirstDayBeyond(birth, 60), CivilDay(2020, 5, 10));
  EXPECT_EQ(FirstDayBeyond(birth, 60, UpperBound::kThroughYear), CivilDay(2021, 5, 10));
}

TEST(RetirementTest, RisesFrom2025) {
  constexpr RetirementBase kMen = RetirementBase::kMen60;
  constexpr RetirementBase kWomen55 = RetirementBase::kWomen55;
  constexpr RetirementBase kWomen50 = RetirementBase::kWomen50;
  struct Case {
    CivilDay birth;
    RetirementBase base = RetirementBase::kMen60;
    int delay = 0;
    CivilDay day;
  };
  const Case kCases[] = {
      {.birth = CivilDay(1960, 5, 10), .base = kMen, .delay = 0, .day = CivilDay(2020, 5, 10)},
      {.birth = CivilDay(1964, 12, 31), .base = kMen, .delay = 0, .day = CivilDay(2024, 12, 31)},
      {.birth = CivilDay(1965, 1, 1), .base = kMen, .delay = 1, .day = CivilDay(2025, 2, 1)},
      {.birth = CivilDay(1965, 4, 30), .base = kMen, .delay = 1, .day = CivilDay(2025, 5, 30)},
      {.birth = CivilDay(1965, 5, 1), .base = kMen, .delay = 2, .day = CivilDay(2025, 7, 1)},
      {.birth = CivilDay(1965, 12, 31), .base = kMen, .delay = 3, .day = CivilDay(2026, 3, 31)},
      {.birth = CivilDay(1966, 1, 31), .base = kMen, .delay = 4, .day = CivilDay(2026, 5, 31)},
      {.birth = CivilDay(1966, 7, 31), .base = kMen, .delay = 5, .day = CivilDay(2026, 12, 31)},
      {.birth = CivilDay(1966, 10, 31), .base = kMen, .delay = 6, .day = CivilDay(2027, 4, 30)},
      {.birth = CivilDay(1975, 6, 15), .base = kMen, .delay = 32, .day = CivilDay(2038, 2, 15)},
      {.birth = CivilDay(1976, 8, 31), .base = kMen, .delay = 35, .day = CivilDay(2039, 7, 31)},
      {.birth = CivilDay(1976, 9, 1), .base = kMen, .delay = 36, .day = CivilDay(2039, 9, 1)},
      {.birth = CivilDay(2000, 1, 1), .base = kMen, .delay = 36, .day = CivilDay(2063, 1, 1)},
      {.birth = CivilDay(1968, 2, 29), .base = kMen, .delay = 10, .day = CivilDay(2028, 12, 29)},
      {.birth = CivilDay(1980, 2, 29), .base = kMen, .delay = 36, .day = CivilDay(2043, 3, 1)},
      {.birth = CivilDay(1969, 12, 31),
       .base = kWomen55,
       .delay = 0,
       .day = CivilDay(2024, 12, 31)},
      {.birth = CivilDay(1970, 1, 1), .base = kWomen55, .delay = 1, .day = CivilDay(2025, 2, 1)},
      {.birth = CivilDay(1980, 3, 2), .base = kWomen55, .delay = 31, .day = CivilDay(2037, 10, 2)},
      {.birth = CivilDay(1981, 9, 1), .base = kWomen55, .delay = 36, .day = CivilDay(2039, 9, 1)},
      {.birth = CivilDay(1974, 12, 31),
       .base = kWomen50,
       .delay = 0,
       .day = CivilDay(2024, 12, 31)},
      {.birth = CivilDay(1975, 1, 1), .base = kWomen50, .delay = 1, .day = CivilDay(2025, 2, 1)},
      {.birth = CivilDay(1975, 2, 28), .base = kWomen50, .delay = 1, .day = CivilDay(2025, 3, 28)},
      {.birth = CivilDay(1975, 3, 1), .base = kWomen50, .delay = 2, .day = CivilDay(2025, 5, 1)},
      {.birth = CivilDay(1984, 10, 31),
       .base = kWomen50,
       .delay = 59,
       .day = CivilDay(2039, 9, 30)},
      {.birth = CivilDay(1984, 11, 1), .base = kWomen50, .delay = 60, .day = CivilDay(2039, 11, 1)},
      {.birth = CivilDay(1990, 1, 1), .base = kWomen50, .delay = 60, .day = CivilDay(2045, 1, 1)},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(RetirementDelayMonths(c.birth, c.base), c.delay) << c.birth;
    EXPECT_EQ(RetirementDay(c.birth, c.base), c.day) << c.birth;
  }
}

}  // namespace
}  // namespace ladder
