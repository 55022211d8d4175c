// JSON bodies. What is accepted must be a message that protobuf parses and that prints as JSON
// again; what is refused as malformed must have a place.
#include <cstdint>

#include "gateway/tests/echo_api.h"
#include "gateway/transcode/build_request.h"
#include "gateway/transcode/json_fault.h"
#include "gateway/transcode/to_json.h"
#include "ladder/gatewaytest/v1/echo.pb.h"
#include "platform/status/status.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ladder::gateway;  // NOLINT(google-build-using-namespace): a fuzz entry has no
                                    // namespace of its own.
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  static const Route& route = EchoRoute("POST", "/v1/shapes");
  RequestParts parts;
  parts.body = text;
  const absl::StatusOr<std::string> message =
      BuildRequest(EchoApi().schema(), route, parts, 1 << 20);
  if (message.ok()) {
    ladder::gatewaytest::v1::Shapes shapes;
    LADDER_INVARIANT(shapes.ParseFromString(*message));
    LADDER_INVARIANT(ToJson(EchoApi().schema(), *route.method->request, *message).ok());
    return 0;
  }
  const std::string reason = ladder::ReasonOf(message.status());
  LADDER_INVARIANT(!reason.empty());
  if (reason == "JSON_MALFORMED")
    LADDER_INVARIANT(FindJsonFault(text, kDepthMax).problem != nullptr);
  return 0;
}
