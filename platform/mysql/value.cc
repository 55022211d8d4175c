#include "platform/mysql/value.h"

#include "absl/time/civil_time.h"
#include "platform/status/status.h"

namespace ladder::mysql {
namespace {

// Digits of `text` from `from`, as a number. The database wrote them: anything else is a defect.
int Digits(absl::string_view text, size_t from, size_t count) {
  int number = 0;
  for (size_t i = from; i < from + count; ++i) {
    LADDER_INVARIANT(i < text.size() && text[i] >= '0' && text[i] <= '9');
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

// "2020-09-27 01:02:03" with up to six digits of a second's fraction.
absl::Time ParseInstant(absl::string_view text) {
  LADDER_INVARIANT(text.size() == 19 || (text.size() > 20 && text.size() <= 26 && text[19] == '.'));
  const absl::CivilSecond second(Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2),
                                 Digits(text, 11, 2), Digits(text, 14, 2), Digits(text, 17, 2));
  int micros = 0;
  if (text.size() > 20) {
    micros = Digits(text, 20, text.size() - 20);
    for (size_t digits = text.size() - 20; digits < 6; ++digits) micros *= 10;
  }
  return absl::FromCivil(second, absl::UTCTimeZone()) + absl::Microseconds(micros);
}

}  // namespace

absl::Time RecordForever() {
  return absl::FromCivil(absl::CivilSecond(9999, 12, 31), absl::UTCTimeZone());
}

Value::Value(absl::Time time) {
  const absl::CivilSecond second = absl::ToCivilSecond(time, absl::UTCTimeZone());
  LADDER_INVARIANT(second.year() >= 1 && second.year() <= 9999);
  data_ = absl::FormatTime("%E4Y-%m-%d %H:%M:%E6S", time, absl::UTCTimeZone());
}

bool Row::IsNull(size_t column) const {
  LADDER_INVARIANT(column < cells_.size());
  return std::holds_alternative<std::monostate>(cells_[column]);
}

int64_t Row::Int(size_t column) const {
  LADDER_INVARIANT(column < cells_.size());
  const int64_t* value = std::get_if<int64_t>(&cells_[column]);
  LADDER_INVARIANT(value != nullptr);
  return *value;
}

const std::string& Row::Text(size_t column) const {
  LADDER_INVARIANT(column < cells_.size());
  const std::string* value = std::get_if<std::string>(&cells_[column]);
  LADDER_INVARIANT(value != nullptr);
  return *value;
}

Ulid Row::Id(size_t column) const { return Ulid::FromBytes(Text(column)); }

CivilDay Row::Day(size_t column) const {
  const absl::StatusOr<CivilDay> day = ParseDay(Text(column));
  LADDER_INVARIANT(day.ok());
  return *day;
}

absl::Time Row::Time(size_t column) const { return ParseInstant(Text(column)); }

std::optional<int64_t> Row::OptInt(size_t column) const {
  return IsNull(column) ? std::nullopt : std::optional(Int(column));
}
std::optional<std::string> Row::OptText(size_t column) const {
  return IsNull(column) ? std::nullopt : std::optional(Text(column));
}
std::optional<Ulid> Row::OptId(size_t column) const {
  return IsNull(column) ? std::nullopt : std::optional(Id(column));
}
std::optional<CivilDay> Row::OptDay(size_t column) const {
  return IsNull(column) ? std::nullopt : std::optional(Day(column));
}
std::optional<absl::Time> Row::OptTime(size_t column) const {
  return IsNull(column) ? std::nullopt : std::optional(Time(column));
}

}  // namespace ladder::mysql
