#include "gateway/proxy/terms.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "ladder/gateway/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

constexpr size_t kRequestIdBytesMax = 64;

absl::Status HeaderInvalid(const char* header) {
  return Refuse(Reason::kHeaderInvalid, {{"header", header}});
}

}  // namespace

absl::StatusOr<absl::Duration> DeadlineOf(const Method& method, const DeadlineLimits& limits,
                                          const std::string* asked) {
  const absl::Duration longest =
      method.deadline_max > absl::ZeroDuration() ? method.deadline_max : limits.longest;
  const bool streams = method.client_streaming || method.server_streaming;
  if (asked == nullptr) return streams ? longest : std::min(limits.fallback, longest);
  double seconds = 0;
  if (!absl::SimpleAtod(*asked, &seconds) || !(seconds > 0))
    return HeaderInvalid("X-Server-Timeout");
  return std::min(absl::Seconds(seconds), longest);
}

absl::StatusOr<absl::optional<std::string>> IfMatchOf(const HttpRequest& request) {
  const std::string* header = request.Header("if-match");
  if (header == nullptr || *header == "*") return absl::optional<std::string>();
  const bool quoted = header->size() >= 2 && header->front() == '"' && header->back() == '"';
  if (!quoted || request.Count("if-match") > 1) return HeaderInvalid("If-Match");
  std::string etag = header->substr(1, header->size() - 2);
  if (etag.empty() || absl::StrContains(etag, '"')) return HeaderInvalid("If-Match");
  return absl::optional<std::string>(std::move(etag));
}

absl::StatusOr<absl::optional<std::string>> RequestIdOf(const HttpRequest& request) {
  for (const char* name : {"Idempotency-Key", "X-Request-Id"}) {
    const std::string* header = request.Header(name);
    if (header == nullptr || header->empty()) continue;
    if (header->size() > kRequestIdBytesMax) return HeaderInvalid(name);
    return absl::optional<std::string>(*header);
  }
  return absl::optional<std::string>();
}

bool IsJson(absl::string_view content_type) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(content_type, absl::MaxSplits(';', 1));
  return absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(parts.first), "application/json");
}

}  // namespace ladder::gateway
