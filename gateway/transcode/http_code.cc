#include "gateway/transcode/http_code.h"

#include "ladder/gateway/v1/reasons.h"
#include "ladder/options/v1/reasons.h"

namespace ladder::gateway {

int HttpCode(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return 200;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kOutOfRange:
      return 400;
    case absl::StatusCode::kUnauthenticated:
      return 401;
    case absl::StatusCode::kPermissionDenied:
      return 403;
    case absl::StatusCode::kNotFound:
      return 404;
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kAlreadyExists:
      return 409;
    case absl::StatusCode::kResourceExhausted:
      return 429;
    case absl::StatusCode::kCancelled:
      return 499;
    case absl::StatusCode::kUnimplemented:
      return 501;
    case absl::StatusCode::kUnavailable:
      return 503;
    case absl::StatusCode::kDeadlineExceeded:
      return 504;
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
      return 500;
    case absl::StatusCode::kDoNotUseReservedForFutureExpansionUseDefaultInSwitchInstead_:
      break;
  }
  return 500;
}

int HttpCode(absl::StatusCode code, absl::string_view reason, bool if_match) {
  if (code == absl::StatusCode::kOk) return HttpCode(code);
  if (if_match && reason == InfoOf(::ladder::Reason::kEtagMismatch).name) return 412;
  if (reason == InfoOf(::ladder::Reason::kRequestTooLarge).name) return 413;
  if (reason == InfoOf(Reason::kMethodNotAllowed).name) return 405;
  if (reason == InfoOf(Reason::kRequestTimeout).name) return 408;
  if (reason == InfoOf(Reason::kMediaType).name) return 415;
  if (reason == InfoOf(Reason::kHeadersTooLarge).name) return 431;
  return HttpCode(code);
}

}  // namespace ladder::gateway
