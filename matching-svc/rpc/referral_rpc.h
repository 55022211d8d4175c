// ReferralService: people sent to jobs, up to the first day of work.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/matching/v1/referral.pb.h"
#include "matching-svc/rpc/referral_step.h"
#include "matching-svc/rpc/service_context.h"
#include "platform/rpc/binder.h"

namespace ladder::matching {

class ReferralRpc {
 public:
  explicit ReferralRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Referral> GetReferral(const rpc::Call& call,
                                           const v1::GetReferralRequest& request);
  absl::StatusOr<v1::ListReferralsResponse> ListReferrals(const rpc::Call& call,
                                                          const v1::ListReferralsRequest& request);
  absl::StatusOr<v1::Referral> CreateReferral(const rpc::Call& call,
                                              const v1::CreateReferralRequest& request);
  absl::StatusOr<v1::Referral> InterviewReferral(const rpc::Call& call,
                                                 const v1::InterviewReferralRequest& request);
  absl::StatusOr<v1::Referral> OfferReferral(const rpc::Call& call,
                                             const v1::OfferReferralRequest& request);
  absl::StatusOr<v1::Referral> AcceptReferral(const rpc::Call& call,
                                              const v1::AcceptReferralRequest& request);
  absl::StatusOr<v1::Referral> StartReferral(const rpc::Call& call,
                                             const v1::StartReferralRequest& request);
  absl::StatusOr<v1::Referral> DeclineReferral(const rpc::Call& call,
                                               const v1::DeclineReferralRequest& request);
  absl::StatusOr<v1::Referral> RejectReferral(const rpc::Call& call,
                                              const v1::RejectReferralRequest& request);
  absl::StatusOr<v1::Referral> CancelReferral(const rpc::Call& call,
                                              const v1::CancelReferralRequest& request);
  absl::StatusOr<v1::RefusalReview> GetRefusalReview(const rpc::Call& call,
                                                     const v1::GetRefusalReviewRequest& request);

 private:
  // Takes the step of `asked` on `day`.
  absl::StatusOr<v1::Referral> Step(const rpc::Call& call, absl::string_view name,
                                    const google::type::Date& day, StepWithEffects asked);

  ServiceContext& context_;
};

}  // namespace ladder::matching
