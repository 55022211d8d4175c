// GB 18030 for the bank's files (docs/domain.md 2.1, 5.5): the whole of Unicode, without a byte
// order mark.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ladder::subsidy {

// BANK_ENCODING unless `utf8` is valid UTF-8.
absl::StatusOr<std::string> ToGb18030(absl::string_view utf8);
// BANK_ENCODING unless `bytes` are valid GB 18030.
absl::StatusOr<std::string> FromGb18030(absl::string_view bytes);

}  // namespace ladder::subsidy
