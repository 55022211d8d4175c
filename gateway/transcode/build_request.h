// One HTTP request as the wire bytes of the method's request message.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "gateway/transcode/api.h"

namespace ladder::gateway {

struct RequestParts {
  std::vector<std::string> variables = {};  // decoded, one per route.variables
  absl::string_view query = {};             // as sent, without the "?"
  absl::string_view content_type = {};      // of the body; kept only for google.api.HttpBody
  absl::string_view body = {};
  // The request id of a header, for `request_id` when body and query have none.
  absl::optional<std::string> request_id = absl::nullopt;
  // The etag of If-Match. A different etag in body or query is FIELD_CONFLICT.
  absl::optional<std::string> etag = absl::nullopt;
};

// The message that path, query, body and headers make together. Nothing that was sent is dropped:
// refuses with FIELD_UNKNOWN, FIELD_DUPLICATE, FIELD_TYPE, FIELD_ENUM, FIELD_ONEOF, FIELD_CONFLICT,
// FIELD_NOT_IN_QUERY, BODY_UNEXPECTED, ETAG_UNEXPECTED, JSON_*, URL_INVALID, or REQUEST_TOO_LARGE
// when the message passes `bytes_max`.
absl::StatusOr<std::string> BuildRequest(const Schema& schema, const Route& route,
                                         const RequestParts& parts, size_t bytes_max);

// A later message of an upload in pieces: only the bytes, in the place of the route's body.
std::string BuildUploadPiece(const Route& route, absl::string_view piece);

}  // namespace ladder::gateway
