// gRPC status codes over HTTP.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace ladder::gateway {

// The HTTP status of a gRPC code. FAILED_PRECONDITION is 400 and not 412: 412 belongs to If-Match.
int HttpCode(absl::StatusCode code);

// The same of a refusal, whose reason may be one that HTTP has a status of its own for. `if_match`:
// the request came with If-Match, which makes a stale etag 412.
int HttpCode(absl::StatusCode code, absl::string_view reason, bool if_match);

}  // namespace ladder::gateway
