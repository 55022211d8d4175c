// RosterService: the one database and six rosters as questions.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/registry/v1/roster.pb.h"
#include "platform/rpc/binder.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

class RosterRpc {
 public:
  explicit RosterRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::CountRostersResponse> CountRosters(const rpc::Call& call,
                                                        const v1::CountRostersRequest& request);
  absl::StatusOr<v1::ListRosterEntriesResponse> ListRosterEntries(
      const rpc::Call& call, const v1::ListRosterEntriesRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::registry
