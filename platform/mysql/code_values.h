// Codes as the database stores them: their numbers.
#pragma once

#include <optional>
#include <type_traits>

#include "platform/mysql/value.h"

namespace ladder {

template <typename Code>
Code ReadCode(const mysql::Row& row, size_t c) {
  return static_cast<Code>(row.Int(c));
}
template <typename Code>
std::optional<Code> ReadOptCode(const mysql::Row& row, size_t c) {
  const std::optional<int64_t> number = row.OptInt(c);
  return number ? std::optional(static_cast<Code>(*number)) : std::nullopt;
}
inline int ReadInt(const mysql::Row& row, size_t c) { return static_cast<int>(row.Int(c)); }

template <typename Code>
requires std::is_enum_v<Code>
int Number(Code code) { return static_cast<int>(code); }
template <typename Code>
mysql::Value OptNumber(const std::optional<Code>& code) {
  return code ? mysql::Value(Number(*code)) : mysql::Value(std::nullopt);
}

}  // namespace ladder
