// HouseholdService: households and what the poverty office decides of them.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/registry/v1/household.pb.h"
#include "platform/rpc/binder.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

class HouseholdRpc {
 public:
  explicit HouseholdRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Household> GetHousehold(const rpc::Call& call,
                                             const v1::GetHouseholdRequest& request);
  absl::StatusOr<v1::ListHouseholdsResponse> ListHouseholds(
      const rpc::Call& call, const v1::ListHouseholdsRequest& request);
  absl::StatusOr<v1::CountHouseholdsResponse> CountHouseholds(
      const rpc::Call& call, const v1::CountHouseholdsRequest& request);
  absl::StatusOr<v1::Household> CreateHousehold(const rpc::Call& call,
                                                const v1::CreateHouseholdRequest& request);
  absl::StatusOr<v1::BatchCreateHouseholdsResponse> BatchCreateHouseholds(
      const rpc::Call& call, const v1::BatchCreateHouseholdsRequest& request);
  absl::StatusOr<v1::Household> SetHouseholdClass(const rpc::Call& call,
                                                  const v1::SetHouseholdClassRequest& request);
  absl::StatusOr<v1::Household> ClearHouseholdRisk(const rpc::Call& call,
                                                   const v1::ClearHouseholdRiskRequest& request);
  absl::StatusOr<v1::Household> AddHouseholdMember(const rpc::Call& call,
                                                   const v1::AddHouseholdMemberRequest& request);
  absl::StatusOr<v1::Household> RemoveHouseholdMember(
      const rpc::Call& call, const v1::RemoveHouseholdMemberRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::registry
