// gRPC status codes over HTTP (docs: gateway/README.md).
#pragma once

#include "absl/status/status.h"

namespace ladder::gateway {

// The HTTP status of a refusal. FAILED_PRECONDITION is 400 and not 412: 412 belongs to If-Match.
int HttpCode(absl::StatusCode code);

// The same when the request came with If-Match and the refusal's reason is this one.
int HttpCode(absl::StatusCode code, bool etag_mismatch_of_if_match);

}  // namespace ladder::gateway
