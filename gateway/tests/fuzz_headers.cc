// Values of single headers.
#include <cstdint>

#include "gateway/http/message.h"
#include "gateway/proxy/terms.h"
#include "gateway/tests/echo_api.h"
#include "gateway/transcode/error.h"
#include "platform/status/status.h"
#include "platform/telemetry/trace.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace ladder::gateway;  // NOLINT(google-build-using-namespace): a fuzz entry has no
                                    // namespace of its own.
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string language = PreferredLanguage(text);
  LADDER_INVARIANT(language == "zh" || language == "en");
  HttpRequest request;
  request.headers = {{"If-Match", text}, {"Idempotency-Key", text}};
  const auto etag = IfMatchOf(request);
  LADDER_INVARIANT(!etag.ok() || !etag->has_value() || !(*etag)->empty());
  LADDER_INVARIANT(RequestIdOf(request).ok() || text.size() > 64);
  const Method& method = *EchoApi().methods().front();
  const absl::StatusOr<absl::Duration> deadline = DeadlineOf(method, {}, &text);
  LADDER_INVARIANT(!deadline.ok() ||
                   (*deadline > absl::ZeroDuration() && *deadline <= absl::Seconds(60)));
  IsJson(text);
  LADDER_INVARIANT(ladder::telemetry::Trace::Continue(text).ToHeader().size() == 55);
  return 0;
}
