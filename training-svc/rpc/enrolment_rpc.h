// EnrolmentService: one person's place in one class, by seat order and never beyond the seats.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/training/v1/enrolment.pb.h"
#include "platform/rpc/binder.h"
#include "training-svc/rpc/service_context.h"

namespace ladder::training {

class EnrolmentRpc {
 public:
  explicit EnrolmentRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Enrolment> GetEnrolment(const rpc::Call& call,
                                             const v1::GetEnrolmentRequest& request);
  absl::StatusOr<v1::ListEnrolmentsResponse> ListEnrolments(
      const rpc::Call& call, const v1::ListEnrolmentsRequest& request);
  absl::StatusOr<v1::Enrolment> CreateEnrolment(const rpc::Call& call,
                                                const v1::CreateEnrolmentRequest& request);
  absl::StatusOr<v1::ListWaitlistResponse> ListWaitlist(const rpc::Call& call,
                                                        const v1::ListWaitlistRequest& request);
  absl::StatusOr<v1::AllocateSeatsResponse> AllocateSeats(const rpc::Call& call,
                                                          const v1::AllocateSeatsRequest& request);
  absl::StatusOr<v1::Enrolment> AcceptEnrolment(const rpc::Call& call,
                                                const v1::AcceptEnrolmentRequest& request);
  absl::StatusOr<v1::Enrolment> RejectEnrolment(const rpc::Call& call,
                                                const v1::RejectEnrolmentRequest& request);
  absl::StatusOr<v1::Enrolment> DropEnrolment(const rpc::Call& call,
                                              const v1::DropEnrolmentRequest& request);
  absl::StatusOr<v1::Enrolment> ExcuseEnrolment(const rpc::Call& call,
                                                const v1::ExcuseEnrolmentRequest& request);
  absl::StatusOr<v1::Enrolment> CompleteEnrolment(const rpc::Call& call,
                                                  const v1::CompleteEnrolmentRequest& request);
  absl::StatusOr<v1::RecordAssessmentResponse> RecordAssessment(
      const rpc::Call& call, const v1::RecordAssessmentRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::training
