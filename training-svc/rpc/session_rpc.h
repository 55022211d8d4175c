// SessionService: when a class meets.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/training/v1/session.pb.h"
#include "platform/rpc/binder.h"
#include "training-svc/rpc/service_context.h"

namespace ladder::training {

class SessionRpc {
 public:
  explicit SessionRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Session> GetSession(const rpc::Call& call,
                                         const v1::GetSessionRequest& request);
  absl::StatusOr<v1::ListSessionsResponse> ListSessions(const rpc::Call& call,
                                                        const v1::ListSessionsRequest& request);
  absl::StatusOr<v1::PlanSessionsResponse> PlanSessions(const rpc::Call& call,
                                                        const v1::PlanSessionsRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::training
