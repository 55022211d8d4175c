// PolicyService: what the county pays by, what it would decide, and how a version comes into force.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/subsidy/v1/policy.pb.h"
#include "platform/rpc/binder.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

class PolicyRpc {
 public:
  explicit PolicyRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Policy> GetPolicy(const rpc::Call& call, const v1::GetPolicyRequest& request);
  absl::StatusOr<v1::ListPoliciesResponse> ListPolicies(const rpc::Call& call,
                                                        const v1::ListPoliciesRequest& request);
  absl::StatusOr<v1::PolicyVersion> GetPolicyVersion(const rpc::Call& call,
                                                     const v1::GetPolicyVersionRequest& request);
  absl::StatusOr<v1::ListPolicyVersionsResponse> ListPolicyVersions(
      const rpc::Call& call, const v1::ListPolicyVersionsRequest& request);
  absl::StatusOr<v1::Decision> EvaluatePolicyVersion(
      const rpc::Call& call, const v1::EvaluatePolicyVersionRequest& request);
  absl::StatusOr<v1::PolicyVersion> CreatePolicyVersion(
      const rpc::Call& call, const v1::CreatePolicyVersionRequest& request);
  absl::StatusOr<v1::PolicyVersion> UpdatePolicyVersion(
      const rpc::Call& call, const v1::UpdatePolicyVersionRequest& request);
  absl::StatusOr<v1::PolicyVersion> ApprovePolicyVersion(
      const rpc::Call& call, const v1::ApprovePolicyVersionRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::subsidy
