// The border types: google.type.Date, google.type.Money and Timestamp against CivilDay, Fen and
// absl::Time.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "google/type/money.pb.h"
#include "platform/calendar/civil_day.h"
#include "platform/money/fen.h"

namespace ladder::rpc {

// DATE_INVALID about `field` for a day that does not exist, a partial date, or a year before 1900
// or after 9999.
absl::StatusOr<CivilDay> ParseDate(const google::type::Date& date, absl::string_view field);
google::type::Date ToDate(CivilDay day);
// kForever is no date: an open end stays unset.
std::optional<google::type::Date> ToOpenDate(CivilDay day);
// The day of an optional date, or `otherwise`. DATE_INVALID about `field`.
absl::StatusOr<CivilDay> ParseDayOr(bool has, const google::type::Date& date, CivilDay otherwise,
                                    absl::string_view field);
// The same for a day that may stay unknown.
absl::StatusOr<std::optional<CivilDay>> ParseOptionalDay(bool has, const google::type::Date& date,
                                                         absl::string_view field);

// MONEY_INVALID about `field` unless the currency is CNY and the amount whole fen. At most 10^12
// yuan.
absl::StatusOr<Fen> ParseMoney(const google::type::Money& money, absl::string_view field);
google::type::Money ToMoney(Fen amount);

google::protobuf::Timestamp ToTimestamp(absl::Time time);
absl::Time ParseTimestamp(const google::protobuf::Timestamp& timestamp);

}  // namespace ladder::rpc
