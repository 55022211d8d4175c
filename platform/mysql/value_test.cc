#include "platform/mysql/value.h"

#include <gtest/gtest.h>

namespace ladder::mysql {
namespace {

TEST(ValueTest, TimesAreUtcAndCutToTheMicrosecond) {
  const absl::Time time =
      absl::FromCivil(absl::CivilSecond(2020, 9, 27, 8, 5, 3), absl::UTCTimeZone());
  EXPECT_EQ(*Value(time).bytes(), "2020-09-27 08:05:03.000000");
  EXPECT_EQ(*Value(time + absl::Nanoseconds(1999)).bytes(), "2020-09-27 08:05:03.000001");
  EXPECT_EQ(*Value(RecordForever()).bytes(), "9999-12-31 00:00:00.000000");
  EXPECT_DEATH(Value{absl::InfiniteFuture()}, "invariant");
}

TEST(ValueTest, EveryFractionOfASecondIsRead) {
  const absl::Time second =
      absl::FromCivil(absl::CivilSecond(1969, 12, 31, 23, 59, 59), absl::UTCTimeZone());
  struct Case {
    const char* text;
    int64_t micros;
  };
  const Case cases[] = {{"1969-12-31 23:59:59", 0},
                        {"1969-12-31 23:59:59.1", 100000},
                        {"1969-12-31 23:59:59.000001", 1},
                        {"1969-12-31 23:59:59.999999", 999999}};
  for (const Case& c : cases) {
    EXPECT_EQ(Row(std::vector<Row::Cell>(1, std::string(c.text))).Time(0),
              second + absl::Microseconds(c.micros))
        << c.text;
  }
}

TEST(ValueTest, OptionalsAreNullOrTheirValue) {
  EXPECT_TRUE(Value(std::nullopt).is_null());
  EXPECT_TRUE(Value(std::optional<CivilDay>()).is_null());
  EXPECT_EQ(*Value(std::optional<CivilDay>(CivilDay(2020, 2, 29))).bytes(), "2020-02-29");
  EXPECT_EQ(*Value(std::optional<Fen>(Fen(7))).integer(), 7);
}

TEST(RowTest, AnUnexpectedTypeOrPlaceEndsTheProcess) {
  std::vector<Row::Cell> cells(3);
  cells[1] = int64_t{1};
  cells[2] = std::string("text");
  const Row row(cells);
  EXPECT_DEATH(row.Int(0), "invariant");
  EXPECT_DEATH(row.Text(0), "invariant");
  EXPECT_DEATH(row.Text(1), "invariant");
  EXPECT_DEATH(row.Int(2), "invariant");
  EXPECT_DEATH(row.Id(2), "");
  EXPECT_DEATH(row.Day(2), "invariant");
  EXPECT_DEATH(row.Time(2), "invariant");
  EXPECT_DEATH(row.IsNull(3), "invariant");
  EXPECT_EQ(row.OptInt(0), std::nullopt);
  EXPECT_EQ(row.OptText(2), "text");
}

}  // namespace
}  // namespace ladder::mysql
