// Refusals as HTTP answers: {"error": {"code": 400, "message": "...", "status": "INVALID_ARGUMENT",
// "details": [...]}}.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "gateway/transcode/schema.h"
#include "google/rpc/status.pb.h"

namespace ladder::gateway {

// "zh" or "en": the better one for an Accept-Language header (RFC 9110 12.5.4), Chinese when it
// names neither.
std::string PreferredLanguage(absl::string_view accept_language);

// What an HTTP answer needs to know of a google.rpc.Status.
struct ErrorFacts {
  std::string reason = "";   // of its ErrorInfo
  std::string message = "";  // of its LocalizedMessage in the language, else its own
  absl::optional<int64_t> retry_after_seconds = absl::nullopt;  // of its RetryInfo, rounded up
};
ErrorFacts FactsOf(const google::rpc::Status& status, absl::string_view language);

// "INVALID_ARGUMENT"
std::string CodeName(int grpc_code);

// The body. Details are printed by their descriptors; one of an unknown type shows its bytes.
std::string ErrorJson(const Schema& schema, const google::rpc::Status& status, int http_code,
                      absl::string_view message);

}  // namespace ladder::gateway
