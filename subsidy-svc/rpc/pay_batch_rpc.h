// PayBatchService: payments that go to the bank in one file, and what the bank answers.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/subsidy/v1/pay_batch.pb.h"
#include "platform/rpc/binder.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

class PayBatchRpc {
 public:
  explicit PayBatchRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::PayBatch> GetPayBatch(const rpc::Call& call,
                                           const v1::GetPayBatchRequest& request);
  absl::StatusOr<v1::ListPayBatchesResponse> ListPayBatches(
      const rpc::Call& call, const v1::ListPayBatchesRequest& request);
  absl::StatusOr<v1::PayBatch> CreatePayBatch(const rpc::Call& call,
                                              const v1::CreatePayBatchRequest& request);
  absl::StatusOr<v1::PayBatch> SignPayBatch(const rpc::Call& call,
                                            const v1::SignPayBatchRequest& request);
  absl::StatusOr<v1::PayBatch> VoidPayBatch(const rpc::Call& call,
                                            const v1::VoidPayBatchRequest& request);
  absl::StatusOr<v1::PayBatch> SendPayBatch(const rpc::Call& call,
                                            const v1::SendPayBatchRequest& request);
  absl::StatusOr<v1::DownloadPayBatchFileResponse> DownloadPayBatchFile(
      const rpc::Call& call, const v1::DownloadPayBatchFileRequest& request);
  absl::StatusOr<v1::PayBatch> AbsorbReceipt(const rpc::Call& call,
                                             const v1::AbsorbReceiptRequest& request);
  absl::StatusOr<v1::AbsorbResultResponse> AbsorbResult(const rpc::Call& call,
                                                        const v1::AbsorbResultRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::subsidy
