// Values on their way into a statement and rows on their way out. Everything is typed; nothing is
// text by accident.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"
#include "platform/money/fen.h"

namespace ladder::mysql {

// "Still so": the end of a period of record time that has no end, 9999-12-31 00:00:00 UTC.
absl::Time RecordForever();

// One parameter of a statement. Implicit on purpose: tx.Execute(kSql, {id, name, day}).
class Value {
  using Data = std::variant<std::monostate, int64_t, std::string>;

 public:
  // NOLINTBEGIN(google-explicit-constructor): a parameter list reads as values.
  Value(std::nullopt_t) {}
  Value(bool value) : data_(int64_t{value}) {}
  Value(int value) : data_(int64_t{value}) {}
  Value(int64_t value) : data_(value) {}
  Value(const char* text) : data_(std::string(text)) {}
  Value(std::string text) : data_(std::move(text)) {}
  Value(absl::string_view text) : data_(std::string(text)) {}
  Value(const Ulid& id) : data_(id.ToBytes()) {}  // BINARY(16)
  Value(CivilDay day) : data_(FormatDay(day)) {}  // DATE
  Value(Fen amount) : data_(amount.value()) {}    // BIGINT
  Value(absl::Time time);  // DATETIME(6) in UTC, cut to the microsecond; years 1 to 9999
  template <typename T>
  Value(const std::optional<T>& value)  // NULL when empty
      : data_(value ? Value(*value).data_ : Data()) {}
  // NOLINTEND(google-explicit-constructor)

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  const int64_t* integer() const { return std::get_if<int64_t>(&data_); }
  const std::string* bytes() const { return std::get_if<std::string>(&data_); }

 private:
  Data data_;
};

using Values = std::vector<Value>;

// One row of a result, buffered. Getters take the column's place in the SELECT. A NULL or a type
// that the getter does not expect is a defect of the statement and ends the process; nullable
// columns are read with the Opt getters.
class Row {
 public:
  using Cell = std::variant<std::monostate, int64_t, std::string>;
  explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}

  bool IsNull(size_t column) const;
  int64_t Int(size_t column) const;
  bool Bool(size_t column) const { return Int(column) != 0; }
  const std::string& Text(size_t column) const;  // VARCHAR, BLOB, BINARY
  Ulid Id(size_t column) const;                  // BINARY(16)
  CivilDay Day(size_t column) const;             // DATE
  absl::Time Time(size_t column) const;          // DATETIME(6), UTC
  Fen Money(size_t column) const { return Fen(Int(column)); }

  std::optional<int64_t> OptInt(size_t column) const;
  std::optional<std::string> OptText(size_t column) const;
  std::optional<Ulid> OptId(size_t column) const;
  std::optional<CivilDay> OptDay(size_t column) const;
  std::optional<absl::Time> OptTime(size_t column) const;

 private:
  std::vector<Cell> cells_;
};

using Rows = std::vector<Row>;

}  // namespace ladder::mysql
