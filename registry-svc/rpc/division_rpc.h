// DivisionService and ZoneService: the county's places, official and its own.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/registry/v1/division.pb.h"
#include "platform/rpc/binder.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

class DivisionRpc {
 public:
  explicit DivisionRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Division> GetDivision(const rpc::Call& call,
                                           const v1::GetDivisionRequest& request);
  absl::StatusOr<v1::ListDivisionsResponse> ListDivisions(const rpc::Call& call,
                                                          const v1::ListDivisionsRequest& request);
  absl::StatusOr<v1::Zone> GetZone(const rpc::Call& call, const v1::GetZoneRequest& request);
  absl::StatusOr<v1::ListZonesResponse> ListZones(const rpc::Call& call,
                                                  const v1::ListZonesRequest& request);
  absl::StatusOr<v1::Zone> CreateZone(const rpc::Call& call, const v1::CreateZoneRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::registry
