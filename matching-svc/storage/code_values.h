// Codes as the database stores them, and short lists: texts with commas.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "matching-svc/domain/occupation.h"
#include "platform/mysql/code_values.h"
#include "platform/standards/education.h"

namespace ladder::matching {

inline std::vector<std::string> ReadList(const mysql::Row& row, size_t c) {
  return absl::StrSplit(row.Text(c), ',', absl::SkipEmpty());
}

// What is stored was parsed before it was.
inline Occupation StoredOccupation(absl::string_view text) {
  return Occupation::Parse(text, "occupation").value_or(Occupation());
}
inline Education StoredEducation(int64_t code) {
  return ParseEducation(static_cast<int>(code)).value_or(Education());
}

}  // namespace ladder::matching
