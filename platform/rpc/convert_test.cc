#include "platform/rpc/convert.h"

#include "platform/testing/status_matchers.h"

namespace ladder::rpc {
namespace {

google::type::Money Money(const char* currency, int64_t units, int32_t nanos) {
  google::type::Money money;
  money.set_currency_code(currency);
  money.set_units(units);
  money.set_nanos(nanos);
  return money;
}

TEST(ConvertTest, MoneyIsWholeFenOfYuanBothWays) {
  for (int64_t fen : {0, 1, -1, 138000, 17241, -60000, -5}) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Fen back, ParseMoney(ToMoney(Fen(fen)), "amount"));
    EXPECT_EQ(back, Fen(fen));
  }
  for (const google::type::Money& money :
       {Money("USD", 1, 0), Money("", 1, 0), Money("CNY", 1, 5'000'000),
        Money("CNY", 1, -10'000'000), Money("CNY", 0, 1'000'000'000),
        Money("CNY", 1'000'000'000'001, 0)}) {
    EXPECT_THAT(ParseMoney(money, "amount"), Refused("MONEY_INVALID")) << money.ShortDebugString();
  }
}

TEST(ConvertTest, DatesMustExist) {
  LADDER_ASSERT_OK_AND_ASSIGN(const CivilDay day, ParseDate(ToDate(CivilDay(2020, 2, 29)), "day"));
  EXPECT_EQ(day, CivilDay(2020, 2, 29));
  google::type::Date none, month, feb30, early;
  month.set_year(2020);
  month.set_month(5);
  feb30 = ToDate(CivilDay(2020, 2, 29));
  feb30.set_day(30);
  early = ToDate(CivilDay(1899, 12, 31));
  for (const auto& date : {none, month, feb30, early})
    EXPECT_THAT(ParseDate(date, "day"), Refused("DATE_INVALID"));
  EXPECT_FALSE(ToOpenDate(kForever).has_value());
}

TEST(ConvertTest, TimestampsKeepMicrosecondsBeforeAndAfterTheEpoch) {
  for (int64_t micros : {int64_t{1'600'000'000'123'456}, int64_t{-1}, int64_t{0}}) {
    EXPECT_EQ(ParseTimestamp(ToTimestamp(absl::FromUnixMicros(micros))),
              absl::FromUnixMicros(micros));
  }
}

}  // namespace
}  // namespace ladder::rpc
