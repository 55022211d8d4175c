// What a client may ask about a call besides its message: how long it may take, under which trace,
// whether to repeat.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "gateway/http/message.h"
#include "gateway/transcode/api.h"

namespace ladder::gateway {

struct DeadlineLimits {
  absl::Duration fallback = absl::Seconds(10);  // when the client names none
  absl::Duration longest = absl::Seconds(60);   // unless the method's own option says otherwise
};

// The time that `asked` (X-Server-Timeout, in seconds) gives a call, cut to what the method may
// have. A stream without one gets all it may have. HEADER_INVALID when it is no positive number.
absl::StatusOr<absl::Duration> DeadlineOf(const Method& method, const DeadlineLimits& limits,
                                          const std::string* asked);

// The etag of If-Match: nothing when the header is absent or "*". HEADER_INVALID for weak etags and
// lists, which no write can be made conditional on.
absl::StatusOr<absl::optional<std::string>> IfMatchOf(const HttpRequest& request);

// The request id of Idempotency-Key, else of X-Request-Id. HEADER_INVALID when longer than AIP-155
// lets it be here.
absl::StatusOr<absl::optional<std::string>> RequestIdOf(const HttpRequest& request);

// "application/json; charset=utf-8" -> true
bool IsJson(absl::string_view content_type);

}  // namespace ladder::gateway
