// CarrierService: places that take on people of poor households.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "ladder/matching/v1/carrier.pb.h"
#include "matching-svc/domain/carrier.h"
#include "matching-svc/rpc/service_context.h"
#include "platform/rpc/binder.h"

namespace ladder::matching {

class CarrierRpc {
 public:
  explicit CarrierRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Carrier> GetCarrier(const rpc::Call& call,
                                         const v1::GetCarrierRequest& request);
  absl::StatusOr<v1::ListCarriersResponse> ListCarriers(const rpc::Call& call,
                                                        const v1::ListCarriersRequest& request);
  absl::StatusOr<v1::Carrier> CreateCarrier(const rpc::Call& call,
                                            const v1::CreateCarrierRequest& request);
  absl::StatusOr<v1::Carrier> UpdateCarrier(const rpc::Call& call,
                                            const v1::UpdateCarrierRequest& request);
  absl::StatusOr<v1::Carrier> RecogniseCarrier(const rpc::Call& call,
                                               const v1::RecogniseCarrierRequest& request);
  absl::StatusOr<v1::Carrier> ReviewCarrier(const rpc::Call& call,
                                            const v1::ReviewCarrierRequest& request);
  absl::StatusOr<v1::Carrier> WithdrawCarrier(const rpc::Call& call,
                                              const v1::WithdrawCarrierRequest& request);

 private:
  using Rule = std::function<absl::StatusOr<Carrier>(mysql::Transaction&, const Carrier&)>;
  // Changes the carrier of `name` by `rule`.
  absl::StatusOr<v1::Carrier> Change(const rpc::Call& call, absl::string_view name,
                                     absl::string_view etag, const Rule& rule);
  absl::StatusOr<v1::Carrier> Step(const rpc::Call& call, absl::string_view name,
                                   const google::type::Date& day, CarrierStep step);

  ServiceContext& context_;
};

}  // namespace ladder::matching
