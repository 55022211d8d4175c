// Percent-encoding (RFC 3986) of what clients send: path segments and query parameters.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder::gateway {

enum class Decode {
  kAll,         // a whole segment, or a query's name or value
  kKeepSlash,   // a value of several segments: "%2F" stays, so that it can't be taken for a border
                // (http.proto)
  kPlusIsSpace  // a query, as forms encode it
};

// URL_INVALID when an escape is malformed, or the result is no UTF-8 or holds a NUL.
absl::StatusOr<std::string> PercentDecode(absl::string_view text, Decode decode);

// A request target as "path" and "query"; "http://host/path?query" gives the same as "/path?query".
// URL_INVALID for other forms and for characters that a target can't hold.
struct Target {
  absl::string_view path = {};
  absl::string_view query = {};
};
absl::StatusOr<Target> SplitTarget(absl::string_view target);

// "a=1&b=2" decoded, in order. Empty parts are skipped, a name without "=" has an empty value.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ParseQuery(
    absl::string_view query);

// Whether the bytes are UTF-8 (no surrogates, no overlong forms).
bool IsUtf8(absl::string_view text);
// Bytes of the character at the front; zero when there is no valid one.
size_t Utf8CharacterSize(absl::string_view text);

}  // namespace ladder::gateway
