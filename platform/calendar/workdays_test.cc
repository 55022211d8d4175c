#include "platform/calendar/workdays.h"

#include "platform/calendar/workdays_file.h"
#include "platform/testing/status_matchers.h"

namespace ladder {
namespace {

constexpr absl::string_view kNation =
    "2020\ttable\n2020-10-01\toff\n2020-10-02\toff\n2020-10-05\toff\n2020-10-06\toff\n2020-10-"
    "07\toff\n"
    "2020-10-08\toff\n2020-09-27\twork\n2020-10-10\twork\n";

TEST(WorkdayCalendarTest, FollowsNoticesThenTheWeek) {
  LADDER_ASSERT_OK_AND_ASSIGN(const WorkdayCalendar calendar, WorkdayCalendar::Parse(kNation));
  EXPECT_TRUE(calendar.IsWorkday(CivilDay(2020, 9, 27)));    // a Sunday that works
  EXPECT_TRUE(calendar.IsWorkday(CivilDay(2020, 9, 30)));    // a Wednesday
  EXPECT_FALSE(calendar.IsWorkday(CivilDay(2020, 10, 8)));   // a Thursday off
  EXPECT_FALSE(calendar.IsWorkday(CivilDay(2020, 10, 11)));  // a Sunday
}

TEST(WorkdayCalendarTest, RegionsOverrideFromTheLargerToTheSmaller) {
  const std::string province = "# a comment\n\n2020-10-10\toff\n2020-10-08\twork\n";
  const std::string county = "2020-10-08\toff\n";
  LADDER_ASSERT_OK_AND_ASSIGN(const WorkdayCalendar calendar,
                              WorkdayCalendar::Parse(kNation, {province, county}));
  EXPECT_FALSE(calendar.IsWorkday(CivilDay(2020, 10, 10)));
  EXPECT_FALSE(calendar.IsWorkday(CivilDay(2020, 10, 8)));
  EXPECT_TRUE(calendar.IsWorkday(CivilDay(2020, 9, 27)));
}

TEST(WorkdayCalendarTest, YearsWithoutANoticeAreProvisional) {
  LADDER_ASSERT_OK_AND_ASSIGN(const WorkdayCalendar calendar, WorkdayCalendar::Parse(kNation));
  EXPECT_EQ(calendar.AddWorkdays(CivilDay(2020, 12, 30), 1),
            (Deadline{CivilDay(2020, 12, 31), false}));
  // 1 January 2021 is a Friday; no notice says yet that it is a holiday.
  EXPECT_EQ(calendar.AddWorkdays(CivilDay(2020, 12, 30), 2),
            (Deadline{CivilDay(2021, 1, 1), true}));
  EXPECT_TRUE(calendar.IsProvisional(CivilDay(2021, 1, 1)));
  EXPECT_FALSE(calendar.IsProvisional(CivilDay(2020, 1, 1)));
  EXPECT_TRUE(WorkdayCalendar().AddWorkdays(CivilDay(2020, 9, 25), 1).provisional);
  EXPECT_EQ(WorkdayCalendar().AddWorkdays(CivilDay(2020, 9, 25), 1).day, CivilDay(2020, 9, 28));
}

TEST(WorkdayCalendarTest, CountsBackWhatItAdded) {
  LADDER_ASSERT_OK_AND_ASSIGN(const WorkdayCalendar calendar, WorkdayCalendar::Parse(kNation));
  const CivilDay start(2020, 9, 20);
  for (int n = 0; n < 60; ++n)
    EXPECT_EQ(calendar.WorkdaysBetween(start, calendar.AddWorkdays(start, n).day), n);
  EXPECT_EQ(calendar.AddWorkdays(start, 0).day, start);
  EXPECT_EQ(calendar.WorkdaysBetween(start, start - 5), 0);
}

TEST(WorkdayCalendarTest, RefusesOtherLines) {
  for (const char* line : {"2020", "2020\tyear", "20\ttable", "2020-02-30\toff", "2020-02-03\thalf",
                           "2020-02-03 off", "2020-02-03\toff\tx", "2020-02-03\toff\r"}) {
    EXPECT_THAT(WorkdayCalendar::Parse(line), HasCode(absl::StatusCode::kInvalidArgument)) << line;
  }
  // A region can't know that the nation's year is complete.
  EXPECT_THAT(WorkdayCalendar::Parse("", {"2020\ttable"}),
              HasCode(absl::StatusCode::kInvalidArgument));
}

// The tables of the set-up, on the examples of docs/domain.md 5.2.
TEST(WorkdaysFileTest, HoldsTheExamples) {
  LADDER_ASSERT_OK_AND_ASSIGN(const WorkdayCalendar nation, LoadWorkdayCalendar(kHolidaysFile));
  LADDER_ASSERT_OK_AND_ASSIGN(const WorkdayCalendar hubei,
                              LoadWorkdayCalendar(kHolidaysFile, {kHubeiHolidaysFile}));
  EXPECT_TRUE(nation.IsWorkday(CivilDay(2020, 9, 27)));
  for (int day = 1; day <= 8; ++day) EXPECT_FALSE(nation.IsWorkday(CivilDay(2020, 10, day))) << day;
  struct Case {
    CivilDay start;
    CivilDay deadline;
  };
  const Case kCases[] = {
      {.start = CivilDay(2020, 9, 25), .deadline = CivilDay(2020, 10, 9)},
      {.start = CivilDay(2020, 9, 28), .deadline = CivilDay(2020, 10, 12)},
      {.start = CivilDay(2020, 6, 24), .deadline = CivilDay(2020, 7, 2)},
      {.start = CivilDay(2019, 9, 27), .deadline = CivilDay(2019, 10, 10)},
      {.start = CivilDay(2021, 2, 8), .deadline = CivilDay(2021, 2, 20)},  // a Saturday that works
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(nation.AddWorkdays(c.start, 5), (Deadline{c.deadline, false})) << c.start;
    EXPECT_EQ(hubei.AddWorkdays(c.start, 5), (Deadline{c.deadline, false})) << c.start;
  }
  EXPECT_EQ(nation.AddWorkdays(CivilDay(2020, 1, 20), 5).day, CivilDay(2020, 2, 4));
  EXPECT_EQ(hubei.AddWorkdays(CivilDay(2020, 1, 20), 5).day, CivilDay(2020, 2, 17));
}

TEST(WorkdaysFileTest, NamesTheFileThatIsMissing) {
  const absl::StatusOr<WorkdayCalendar> calendar = LoadWorkdayCalendar("no/such.tsv");
  EXPECT_THAT(calendar, HasCode(absl::StatusCode::kNotFound));
  EXPECT_THAT(std::string(calendar.status().message()), testing::HasSubstr("no/such.tsv"));
}

}  // namespace
}  // namespace ladder
