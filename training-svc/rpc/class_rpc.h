// ClassService: a class from the school's draft to its assessment.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "ladder/training/v1/class.pb.h"
#include "platform/rpc/binder.h"
#include "training-svc/domain/training_class.h"
#include "training-svc/rpc/service_context.h"

namespace ladder::training {

class ClassRpc {
 public:
  explicit ClassRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::TrainingClass> GetClass(const rpc::Call& call,
                                             const v1::GetClassRequest& request);
  absl::StatusOr<v1::ListClassesResponse> ListClasses(const rpc::Call& call,
                                                      const v1::ListClassesRequest& request);
  absl::StatusOr<v1::TrainingClass> CreateClass(const rpc::Call& call,
                                                const v1::CreateClassRequest& request);
  absl::StatusOr<v1::TrainingClass> UpdateClass(const rpc::Call& call,
                                                const v1::UpdateClassRequest& request);
  absl::StatusOr<v1::TrainingClass> SubmitClass(const rpc::Call& call,
                                                const v1::SubmitClassRequest& request);
  absl::StatusOr<v1::TrainingClass> ReturnClass(const rpc::Call& call,
                                                const v1::ReturnClassRequest& request);
  absl::StatusOr<v1::TrainingClass> ApproveClass(const rpc::Call& call,
                                                 const v1::ApproveClassRequest& request);
  absl::StatusOr<v1::TrainingClass> OpenClass(const rpc::Call& call,
                                              const v1::OpenClassRequest& request);
  absl::StatusOr<v1::TrainingClass> StartClass(const rpc::Call& call,
                                               const v1::StartClassRequest& request);
  absl::StatusOr<v1::TrainingClass> EndClass(const rpc::Call& call,
                                             const v1::EndClassRequest& request);
  absl::StatusOr<v1::TrainingClass> FreezeClass(const rpc::Call& call,
                                                const v1::FreezeClassRequest& request);
  absl::StatusOr<v1::TrainingClass> AssessClass(const rpc::Call& call,
                                                const v1::AssessClassRequest& request);
  absl::StatusOr<v1::TrainingClass> CancelClass(const rpc::Call& call,
                                                const v1::CancelClassRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::training
