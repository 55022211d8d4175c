#include "platform/operations/operation_rpc.h"

namespace ladder::operations {

NewOperation StartedBy(const rpc::Call& call, absl::string_view kind) {
  return {.kind = std::string(kind),
          .request = &call.request(),
          .principal = call.principal().name,
          .scope = call.scope(),
          .trace = call.trace().ToHeader(),
          .now = call.now()};
}

Viewer ViewerOf(const rpc::Call& call, absl::string_view service) {
  return {.principal = call.principal().name,
          .all = call.principal().Holds(absl::StrCat(service, ".operations.administer"))};
}

google::longrunning::Operation ToBareProto(const std::string& name, const Operation& operation) {
  google::longrunning::Operation proto;
  proto.set_name(name);
  proto.set_done(IsDone(operation.state));
  // Written by this library: a text that does not parse is a defect.
  if (!operation.error.empty()) {
    LADDER_INVARIANT(proto.mutable_error()->ParseFromString(operation.error));
  } else if (!operation.result.empty()) {
    LADDER_INVARIANT(proto.mutable_response()->ParseFromString(operation.result));
  }
  return proto;
}

}  // namespace ladder::operations
