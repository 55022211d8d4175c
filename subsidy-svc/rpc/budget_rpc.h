// BudgetService and LedgerService: the county's money by fund and year, and where it stands.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/subsidy/v1/budget.pb.h"
#include "ladder/subsidy/v1/ledger.pb.h"
#include "platform/rpc/binder.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

class BudgetRpc {
 public:
  explicit BudgetRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::BudgetLine> GetBudgetLine(const rpc::Call& call,
                                               const v1::GetBudgetLineRequest& request);
  absl::StatusOr<v1::ListBudgetLinesResponse> ListBudgetLines(
      const rpc::Call& call, const v1::ListBudgetLinesRequest& request);
  absl::StatusOr<v1::BudgetLine> CreateBudgetLine(const rpc::Call& call,
                                                  const v1::CreateBudgetLineRequest& request);
  absl::StatusOr<v1::BudgetLine> FundBudgetLine(const rpc::Call& call,
                                                const v1::FundBudgetLineRequest& request);
  absl::StatusOr<v1::ListQueuedClaimsResponse> ListQueuedClaims(
      const rpc::Call& call, const v1::ListQueuedClaimsRequest& request);

  absl::StatusOr<v1::ListLedgerAccountsResponse> ListLedgerAccounts(
      const rpc::Call& call, const v1::ListLedgerAccountsRequest& request);
  absl::StatusOr<v1::ListLedgerEntriesResponse> ListLedgerEntries(
      const rpc::Call& call, const v1::ListLedgerEntriesRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::subsidy
