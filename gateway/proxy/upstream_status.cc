#include "gateway/proxy/upstream_status.h"

#include "ladder/gateway/v1/reasons.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/status_proto.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

absl::Status Replacement(grpc::StatusCode code, const std::string& upstream,
                         absl::string_view trace_id) {
  switch (code) {
    case grpc::StatusCode::UNAVAILABLE:
      return WithRetryAfter(
          Refuse(::ladder::Reason::kUpstreamUnavailable, {{"upstream", upstream}}),
          absl::Seconds(1));
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return Refuse(::ladder::Reason::kDeadlinePassed);
    case grpc::StatusCode::CANCELLED:
      return Refuse(Reason::kClientGone);
    case grpc::StatusCode::UNIMPLEMENTED:
      return Refuse(Reason::kMethodUnimplemented);
    default:
      return Refuse(::ladder::Reason::kInternal, {{"trace", std::string(trace_id)}});
  }
}

}  // namespace

google::rpc::Status StatusOfUpstream(const grpc::Status& status, const std::string& upstream,
                                     absl::string_view trace_id) {
  google::rpc::Status proto;
  if (status.ok()) return proto;
  const bool refused = !rpc::ReasonOfDetails(status.error_details()).empty();
  if (refused && proto.ParseFromString(status.error_details()) &&
      proto.code() == static_cast<int>(status.error_code())) {
    return proto;
  }
  return rpc::ToStatusProto(Replacement(status.error_code(), upstream, trace_id));
}

}  // namespace ladder::gateway
