// PayItemService: single payments, from the finance bureau's release on.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/subsidy/v1/pay_item.pb.h"
#include "platform/rpc/binder.h"
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

 private:
  ServiceContext& context_;
};

}  // namespace ladder::subsidy
