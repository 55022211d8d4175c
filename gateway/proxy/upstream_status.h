// What an upstream said, as the client may hear it.
#pragma once

#include <grpcpp/support/status.h>

#include <string>

#include "absl/strings/string_view.h"
#include "google/rpc/status.pb.h"

namespace ladder::gateway {

// A refusal passes as it is. A status without a reason comes from gRPC or from a defect: its text
// may name addresses or internals, so a refusal of the gateway's own takes its place.
google::rpc::Status StatusOfUpstream(const grpc::Status& status, const std::string& upstream,
                                     absl::string_view trace_id);

}  // namespace ladder::gateway
