// A refusal as the world sees it: google.rpc.Status with ErrorInfo, BadRequest, LocalizedMessage
// and RetryInfo.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/rpc/status.pb.h"

namespace ladder::rpc {

// Statuses that are no refusals keep their code and message without details.
google::rpc::Status ToStatusProto(const absl::Status& status);

// The name of the reason in a serialized google.rpc.Status ("grpc-status-details-bin"), or "". For
// clients and tests.
std::string ReasonOfDetails(absl::string_view serialized);

}  // namespace ladder::rpc
