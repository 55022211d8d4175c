// ClaimService: claims on their way through the offices.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/subsidy/v1/claim.pb.h"
#include "platform/rpc/binder.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

class ClaimRpc {
 public:
  explicit ClaimRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Claim> GetClaim(const rpc::Call& call, const v1::GetClaimRequest& request);
  absl::StatusOr<v1::ListClaimsResponse> ListClaims(const rpc::Call& call,
                                                    const v1::ListClaimsRequest& request);
  absl::StatusOr<v1::Claim> CreateClaim(const rpc::Call& call,
                                        const v1::CreateClaimRequest& request);
  absl::StatusOr<v1::Claim> SubmitClaim(const rpc::Call& call,
                                        const v1::SubmitClaimRequest& request);
  absl::StatusOr<v1::Claim> CheckClaim(const rpc::Call& call, const v1::CheckClaimRequest& request);
  absl::StatusOr<v1::Claim> ReturnClaim(const rpc::Call& call,
                                        const v1::ReturnClaimRequest& request);
  absl::StatusOr<v1::Claim> RejectClaim(const rpc::Call& call,
                                        const v1::RejectClaimRequest& request);
  absl::StatusOr<v1::Claim> ObjectClaim(const rpc::Call& call,
                                        const v1::ObjectClaimRequest& request);
  absl::StatusOr<v1::Claim> SettleObjection(const rpc::Call& call,
                                            const v1::SettleObjectionRequest& request);
  absl::StatusOr<v1::Claim> ApproveClaim(const rpc::Call& call,
                                         const v1::ApproveClaimRequest& request);
  absl::StatusOr<v1::Claim> WithdrawClaim(const rpc::Call& call,
                                          const v1::WithdrawClaimRequest& request);
  absl::StatusOr<v1::ListClaimReviewsResponse> ListClaimReviews(
      const rpc::Call& call, const v1::ListClaimReviewsRequest& request);
  absl::StatusOr<v1::ListPublicNoticesResponse> ListPublicNotices(
      const rpc::Call& call, const v1::ListPublicNoticesRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::subsidy
