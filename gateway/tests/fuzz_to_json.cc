// Bytes of an upstream, which may be broken. What is printed must be JSON.
#include <cstdint>

#include "gateway/tests/echo_api.h"
#include "gateway/transcode/json_fault.h"
#include "gateway/transcode/to_json.h"
#include "platform/status/status.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ladder::gateway;  // NOLINT(google-build-using-namespace): a fuzz entry has no
                                    // namespace of its own.
  static const MessageSchema& shapes = *EchoApi().schema().Find("ladder.gatewaytest.v1.Shapes");
  const absl::string_view wire(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<std::string> json = ToJson(EchoApi().schema(), shapes, wire);
  if (json.ok()) LADDER_INVARIANT(FindJsonFault(*json, 3 * kDepthMax).problem == nullptr);
  return 0;
}
