// Heads of requests, from bytes to values: no sockets, so that every hostile shape can be tested
// and fuzzed.
#pragma once

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/http/message.h"

namespace ladder::gateway {

// Bytes of the head at the front with its blank line; npos while it is not whole. `from`: what was
// searched before.
size_t FindHeadEnd(absl::string_view bytes, size_t from);

// `head` ends with its blank line. Refuses with HTTP_MALFORMED, besides what is no head, whatever
// two servers could read differently (RFC 9112 6.3, 11.2): two lengths, a length beside chunks,
// folded headers, bare line feeds, codings other than chunked, no Host or two.
absl::StatusOr<HttpRequest> ParseHead(absl::string_view head);

}  // namespace ladder::gateway
