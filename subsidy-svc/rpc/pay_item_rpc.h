// PayItemService: single payments, from the finance bureau's release on.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "ladder/subsidy/v1/pay_item.pb.h"
#include "platform/rpc/binder.h"
#include "subsidy-svc/rpc/pay_item_steps.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

class PayItemRpc {
 public:
  explicit PayItemRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::PayItem> GetPayItem(const rpc::Call& call,
                                         const v1::GetPayItemRequest& request);
  absl::StatusOr<v1::ListPayItemsResponse> ListPayItems(const rpc::Call& call,
                                                        const v1::ListPayItemsRequest& request);
  absl::StatusOr<v1::ReleasePayItemsResponse> ReleasePayItems(
      const rpc::Call& call, const v1::ReleasePayItemsRequest& request);
  absl::StatusOr<v1::PayItem> ReissuePayItem(const rpc::Call& call,
                                             const v1::ReissuePayItemRequest& request);
  absl::StatusOr<v1::PayItem> RaisePayItemQuery(const rpc::Call& call,
                                                const v1::RaisePayItemQueryRequest& request);
  absl::StatusOr<v1::PayItem> AnswerPayItemQuery(const rpc::Call& call,
                                                 const v1::AnswerPayItemQueryRequest& request);
  absl::StatusOr<v1::PayItem> AnswerPayItem(const rpc::Call& call,
                                            const v1::AnswerPayItemRequest& request);
  absl::StatusOr<v1::ListPayItemStepsResponse> ListPayItemSteps(
      const rpc::Call& call, const v1::ListPayItemStepsRequest& request);

 private:
  // A step of one payment that changes nothing else.
  absl::StatusOr<v1::PayItem> TakeStep(const rpc::Call& call, const std::string& name,
                                       const std::string& etag, const ItemStepAsked& asked);

  ServiceContext& context_;
};

}  // namespace ladder::subsidy
