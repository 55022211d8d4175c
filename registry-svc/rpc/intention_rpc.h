// IntentionService: what people want, each met or closed in the end.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/registry/v1/intention.pb.h"
#include "platform/rpc/binder.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

class IntentionRpc {
 public:
  explicit IntentionRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Intention> GetIntention(const rpc::Call& call,
                                             const v1::GetIntentionRequest& request);
  absl::StatusOr<v1::ListIntentionsResponse> ListIntentions(
      const rpc::Call& call, const v1::ListIntentionsRequest& request);
  absl::StatusOr<v1::Intention> CreateIntention(const rpc::Call& call,
                                                const v1::CreateIntentionRequest& request);
  absl::StatusOr<v1::Intention> MeetIntention(const rpc::Call& call,
                                              const v1::MeetIntentionRequest& request);
  absl::StatusOr<v1::Intention> WithdrawIntention(const rpc::Call& call,
                                                  const v1::WithdrawIntentionRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::registry
