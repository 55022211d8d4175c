// Path templates come from protos, but a parser that never fails on any text is easier to trust.
#include <cstdint>

#include "gateway/transcode/http_template.h"
#include "gateway/transcode/openapi.h"
#include "platform/status/status.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using ladder::gateway::HttpTemplate;
  const absl::StatusOr<HttpTemplate> parsed =
      HttpTemplate::Parse(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (!parsed.ok()) return 0;
  for (const HttpTemplate::Variable& variable : parsed->variables) {
    LADDER_INVARIANT(variable.first < variable.last && variable.last <= parsed->segments.size());
  }
  LADDER_INVARIANT(!ladder::gateway::OpenApiPath(*parsed, nullptr).empty());
  return 0;
}
