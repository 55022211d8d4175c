// ReconciliationService: the ledger against the bank's statements.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/subsidy/v1/reconciliation.pb.h"
#include "platform/rpc/binder.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

class ReconciliationRpc {
 public:
  explicit ReconciliationRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Reconciliation> GetReconciliation(const rpc::Call& call,
                                                       const v1::GetReconciliationRequest& request);
  absl::StatusOr<v1::ListReconciliationsResponse> ListReconciliations(
      const rpc::Call& call, const v1::ListReconciliationsRequest& request);
  absl::StatusOr<v1::Reconciliation> ImportStatement(const rpc::Call& call,
                                                     const v1::ImportStatementRequest& request);
  absl::StatusOr<v1::ListOpenItemsResponse> ListOpenItems(const rpc::Call& call,
                                                          const v1::ListOpenItemsRequest& request);
  absl::StatusOr<v1::OpenItem> ClearOpenItem(const rpc::Call& call,
                                             const v1::ClearOpenItemRequest& request);
  absl::StatusOr<v1::ListContradictionsResponse> ListContradictions(
      const rpc::Call& call, const v1::ListContradictionsRequest& request);
  absl::StatusOr<v1::Contradiction> ClearContradiction(
      const rpc::Call& call, const v1::ClearContradictionRequest& request);
  absl::StatusOr<v1::CommitmentCheck> CheckCommitments(const rpc::Call& call,
                                                       const v1::CheckCommitmentsRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::subsidy
