// A reason: why something was refused, named once in a proto enum with its code and its texts.
#pragma once

#include <cstddef>

#include "absl/status/status.h"

namespace ladder {

struct ReasonInfo {
  const char* name;       // "CLAIM_PAID": the enum value's name, what a program compares
  int number;             // the enum value's number
  absl::StatusCode code;  // the status code every refusal with this reason carries
  const char* zh;         // text with {key} places, for the person who reads Chinese
  const char* en;         // the same in English
};

// The row of `number`. Unknown numbers get the first row (unspecified), which no refusal uses.
template <size_t N>
constexpr const ReasonInfo& FindReason(const ReasonInfo (&table)[N], int number) {
  for (const ReasonInfo& row : table) {
    if (row.number == number) return row;
  }
  return table[0];
}

}  // namespace ladder
