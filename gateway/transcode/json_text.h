// The leaves of JSON output: strings and numbers.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace ladder::gateway {

// Appends the text in quotes. Bytes that are no UTF-8 become U+FFFD: output is always valid JSON.
void AppendJsonString(absl::string_view text, std::string& out);
std::string JsonString(absl::string_view text);

// The shortest digits that read back as the same number; "NaN", "Infinity" and "-Infinity" in
// quotes.
void AppendJsonDouble(double value, std::string& out);
void AppendJsonFloat(float value, std::string& out);

}  // namespace ladder::gateway
