// A JSON text, parsed by simdjson, and the refusals of texts that are no JSON.
#pragma once

#include <simdjson.h>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace ladder::gateway {

// Calls `read` with the root, which lives no longer than the call. JSON_MALFORMED (line, column,
// problem) or JSON_TOO_DEEP when there is none.
absl::Status WithJson(absl::string_view text,
                      absl::FunctionRef<absl::Status(simdjson::dom::element)> read);

}  // namespace ladder::gateway
