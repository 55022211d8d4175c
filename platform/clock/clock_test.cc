#include "platform/clock/clock.h"

#include <gtest/gtest.h>

namespace ladder {
namespace {

class FixedClock : public SystemClock {
 public:
  explicit FixedClock(absl::Time now) : now_(now) {}
  absl::Time Now() const override { return now_; }

 private:
  absl::Time now_;
};

TEST(CivilClockTest, TheDayTurnsAtMidnightOfTheCounty) {
  absl::TimeZone shanghai;
  ASSERT_TRUE(absl::LoadTimeZone("Asia/Shanghai", &shanghai));
  const FixedClock before(
      absl::FromCivil(absl::CivilSecond(2020, 9, 26, 15, 59, 59), absl::UTCTimeZone()));
  const FixedClock after(
      absl::FromCivil(absl::CivilSecond(2020, 9, 26, 16, 0, 0), absl::UTCTimeZone()));
  EXPECT_EQ(CivilClock(before, shanghai).Today(), CivilDay(2020, 9, 26));
  EXPECT_EQ(CivilClock(after, shanghai).Today(), CivilDay(2020, 9, 27));
  CivilClock moved(after, shanghai);
  moved.SetOffsetDays(-365);
  EXPECT_EQ(moved.Today(), CivilDay(2019, 9, 28));
}

}  // namespace
}  // namespace ladder
