#include "platform/calendar/civil_day.h"

#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

TEST(CivilDayTest, ParsesRealDaysOnly) {
  LADDER_ASSERT_OK_AND_ASSIGN(const CivilDay day, ParseDay("2020-02-29"));
  EXPECT_EQ(day, CivilDay(2020, 2, 29));
  EXPECT_EQ(FormatDay(day), "2020-02-29");
  for (const char* text : {"", "2019-02-29", "2020-13-01", "2020-00-10", "2020-1-01", "20200101",
                           "2020-01-32", "0000-01-01", "2020-01-0x"}) {
    EXPECT_THAT(ParseDay(text), Refused("DATE_INVALID")) << text;
  }
}

TEST(CivilDayTest, MonthsClipToTheMonthsEnd) {
  EXPECT_EQ(AddMonths(CivilDay(2020, 11, 30), 3), CivilDay(2021, 2, 28));
  EXPECT_EQ(AddMonths(CivilDay(2020, 1, 31), 1), CivilDay(2020, 2, 29));
  EXPECT_EQ(AddMonths(CivilDay(2020, 2, 29), 12), CivilDay(2021, 2, 28));
  EXPECT_EQ(AddMonths(CivilDay(2020, 3, 31), -1), CivilDay(2020, 2, 29));
}

TEST(CivilDayTest, FullMonthsHoldOnTheLastDay) {
  EXPECT_TRUE(HasFullMonths(CivilDay(2020, 3, 1), CivilDay(2020, 5, 31), 3));
  EXPECT_FALSE(HasFullMonths(CivilDay(2020, 3, 1), CivilDay(2020, 5, 30), 3));
  EXPECT_TRUE(HasFullMonths(CivilDay(2020, 11, 30), CivilDay(2021, 2, 27), 3));
  EXPECT_EQ(DaysInclusive(CivilDay(2020, 2, 1), CivilDay(2020, 2, 29)), 29);
  EXPECT_EQ(DaysInclusive(CivilDay(2020, 2, 2), CivilDay(2020, 2, 1)), 0);
}

}  // namespace
}  // namespace ladder
