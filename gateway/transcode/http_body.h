// google.api.HttpBody: bodies that are bytes of their own media type and not JSON.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/transcode/api.h"
#include "gateway/transcode/wire.h"

namespace ladder::gateway {

// Appends the HttpBody that is the route's request body: the request itself or one field of it.
void AppendHttpBody(const Route& route, absl::string_view content_type, absl::string_view data,
                    WireWriter& out);

struct HttpBodyParts {
  std::string content_type = "";
  std::string data = "";
};

// The HttpBody that is the route's response, or the field of it that response_body names. INTERNAL
// when the bytes are no such message.
absl::StatusOr<HttpBodyParts> HttpBodyOf(const Route& route, absl::string_view response);

// The value of a top-level string field of a message; "" when it is absent or the bytes are
// malformed.
std::string StringFieldOf(const FieldSchema& field, absl::string_view message);

}  // namespace ladder::gateway
