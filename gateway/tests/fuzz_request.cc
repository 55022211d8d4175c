// HTTP requests: the head, then the body in pieces of whatever size the first byte says. The pieces
// must not matter.
#include <cstdint>

#include "absl/strings/match.h"
#include "gateway/http/body_decoder.h"
#include "gateway/http/request_parser.h"
#include "platform/status/status.h"

namespace {

// The body and how it ended.
std::string Decode(const ladder::gateway::HttpRequest& request, absl::string_view bytes,
                   size_t step) {
  ladder::gateway::BodyDecoder decoder(request);
  std::string body;
  while (!decoder.done() && !bytes.empty()) {
    const absl::StatusOr<size_t> used = decoder.Feed(bytes.substr(0, step), body);
    if (!used.ok()) return body + " malformed";
    LADDER_INVARIANT(*used > 0);
    bytes.remove_prefix(*used);
  }
  return body + (decoder.done() ? " done" : " open");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ladder::gateway;  // NOLINT(google-build-using-namespace): a fuzz entry has no
                                    // namespace of its own.
  if (size == 0) return 0;
  const size_t step = 1 + data[0] % 16;
  const absl::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const size_t end = FindHeadEnd(bytes, 0);
  if (end == absl::string_view::npos) return 0;
  const absl::StatusOr<HttpRequest> request = ParseHead(bytes.substr(0, end));
  if (!request.ok()) return 0;
  LADDER_INVARIANT(!(request->chunked && request->content_length.has_value()));
  LADDER_INVARIANT(Decode(*request, bytes.substr(end), step) ==
                   Decode(*request, bytes.substr(end), size));
  return 0;
}
