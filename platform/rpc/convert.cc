#include "platform/rpc/convert.h"

#include <cstdlib>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::rpc {
namespace {

constexpr int32_t kNanosPerFen = 10'000'000;
constexpr int64_t kYuanMax = 1'000'000'000'000;

}  // namespace

absl::StatusOr<CivilDay> ParseDate(const google::type::Date& date, absl::string_view field) {
  const CivilDay day(date.year(), date.month(), date.day());
  if (date.year() < 1900 || date.year() > 9999 || day.year() != date.year() ||
      day.month() != date.month() || day.day() != date.day()) {
    return RefuseField(Reason::kDateInvalid, field);
  }
  return day;
}

google::type::Date ToDate(CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

std::optional<google::type::Date> ToOpenDate(CivilDay day) {
  if (day == kForever) return std::nullopt;
  return ToDate(day);
}

absl::StatusOr<CivilDay> ParseDayOr(bool has, const google::type::Date& date, CivilDay otherwise,
                                    absl::string_view field) {
  if (!has) return otherwise;
  return ParseDate(date, field);
}

absl::StatusOr<std::optional<CivilDay>> ParseOptionalDay(bool has, const google::type::Date& date,
                                                         absl::string_view field) {
  if (!has) return std::optional<CivilDay>();
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, ParseDate(date, field));
  return std::optional<CivilDay>(day);
}

absl::StatusOr<Fen> ParseMoney(const google::type::Money& money, absl::string_view field) {
  const bool same_sign =
      money.units() == 0 || money.nanos() == 0 || (money.units() < 0) == (money.nanos() < 0);
  if (money.currency_code() != "CNY" || money.nanos() % kNanosPerFen != 0 ||
      std::abs(money.nanos()) >= 1'000'000'000 || !same_sign || money.units() > kYuanMax ||
      money.units() < -kYuanMax) {
    return RefuseField(Reason::kMoneyInvalid, field);
  }
  return Fen(money.units() * 100 + money.nanos() / kNanosPerFen);
}

google::type::Money ToMoney(Fen amount) {
  google::type::Money money;
  money.set_currency_code("CNY");
  money.set_units(amount.value() / 100);
  money.set_nanos(static_cast<int32_t>(amount.value() % 100) * kNanosPerFen);
  return money;
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const int64_t micros = absl::ToUnixMicros(time);
  int64_t seconds = micros / 1'000'000;
  int64_t rest = micros % 1'000'000;
  if (rest < 0) {
    rest += 1'000'000;
    --seconds;
  }
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(rest) * 1000);
  return timestamp;
}

absl::Time ParseTimestamp(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

}  // namespace ladder::rpc
