// The scope of whoever started an operation, kept with it: the work sees what its caller saw.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/scope/scope.h"

namespace ladder::operations {

// A scope of the system is a defect of the caller and ends the process: what a service does for
// itself has an empty scope here, and its kind says at the read why it goes round.
std::string EncodeScope(const Scope& scope);

// INTERNAL for a text that EncodeScope did not write.
absl::StatusOr<Scope> DecodeScope(absl::string_view text);

}  // namespace ladder::operations
