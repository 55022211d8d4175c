// AttendanceService: who was at a session, and corrections with two signatures.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/training/v1/session.pb.h"
#include "platform/rpc/binder.h"
#include "training-svc/rpc/service_context.h"

namespace ladder::training {

class AttendanceRpc {
 public:
  explicit AttendanceRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::RecordAttendanceResponse> RecordAttendance(
      const rpc::Call& call, const v1::RecordAttendanceRequest& request);
  absl::StatusOr<v1::ListMarksResponse> ListMarks(const rpc::Call& call,
                                                  const v1::ListMarksRequest& request);
  absl::StatusOr<v1::ListTalliesResponse> ListTallies(const rpc::Call& call,
                                                      const v1::ListTalliesRequest& request);
  absl::StatusOr<v1::Correction> CreateCorrection(const rpc::Call& call,
                                                  const v1::CreateCorrectionRequest& request);
  absl::StatusOr<v1::Correction> ConfirmCorrection(const rpc::Call& call,
                                                   const v1::ConfirmCorrectionRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::training
