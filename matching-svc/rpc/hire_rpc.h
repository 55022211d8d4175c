// HireService: who works where, and until when.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/matching/v1/hire.pb.h"
#include "matching-svc/domain/hire.h"
#include "matching-svc/rpc/service_context.h"
#include "platform/rpc/binder.h"

namespace ladder::matching {

class HireRpc {
 public:
  explicit HireRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Hire> GetHire(const rpc::Call& call, const v1::GetHireRequest& request);
  absl::StatusOr<v1::ListHiresResponse> ListHires(const rpc::Call& call,
                                                  const v1::ListHiresRequest& request);
  absl::StatusOr<v1::Hire> EndHire(const rpc::Call& call, const v1::EndHireRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::matching
