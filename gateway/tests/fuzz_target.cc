// Request targets: splitting, routing, captured variables, query parameters.
#include <cstdint>

#include "gateway/tests/echo_api.h"
#include "gateway/transcode/build_request.h"
#include "gateway/transcode/route_table.h"
#include "gateway/transcode/url.h"
#include "platform/status/status.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ladder::gateway;  // NOLINT(google-build-using-namespace): a fuzz entry has no
                                    // namespace of its own.
  static const RouteTable* const table = RouteTable::Build(EchoApi().routes())->release();
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<Target> target = SplitTarget(text);
  if (!target.ok()) return 0;
  const RouteMatch match = table->Find("GET", target->path);
  if (match.route == nullptr) return 0;
  absl::StatusOr<std::vector<std::string>> variables = CaptureVariables(match);
  if (!variables.ok()) return 0;
  for (const std::string& variable : *variables) LADDER_INVARIANT(IsUtf8(variable));
  RequestParts parts;
  parts.variables = *std::move(variables);
  parts.query = target->query;
  const absl::StatusOr<std::string> message =
      BuildRequest(EchoApi().schema(), *match.route, parts, 1 << 20);
  LADDER_INVARIANT(message.ok() || !ladder::ReasonOf(message.status()).empty());
  return 0;
}
