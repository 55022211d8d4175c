// PayeeAccountService: where money goes.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/subsidy/v1/payee_account.pb.h"
#include "platform/rpc/binder.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

class PayeeAccountRpc {
 public:
  explicit PayeeAccountRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::PayeeAccount> GetPayeeAccount(const rpc::Call& call,
                                                   const v1::GetPayeeAccountRequest& request);
  absl::StatusOr<v1::ListPayeeAccountsResponse> ListPayeeAccounts(
      const rpc::Call& call, const v1::ListPayeeAccountsRequest& request);
  absl::StatusOr<v1::PayeeAccount> CreatePayeeAccount(const rpc::Call& call,
                                                      const v1::CreatePayeeAccountRequest& request);
  absl::StatusOr<v1::PayeeAccount> VerifyPayeeAccount(const rpc::Call& call,
                                                      const v1::VerifyPayeeAccountRequest& request);
  absl::StatusOr<v1::PayeeAccount> ClosePayeeAccount(const rpc::Call& call,
                                                     const v1::ClosePayeeAccountRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::subsidy
