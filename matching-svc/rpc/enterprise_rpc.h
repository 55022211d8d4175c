// EnterpriseService: who offers work, and whether anyone may be sent there.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "ladder/matching/v1/enterprise.pb.h"
#include "matching-svc/domain/enterprise.h"
#include "matching-svc/rpc/service_context.h"
#include "platform/rpc/binder.h"

namespace ladder::matching {

class EnterpriseRpc {
 public:
  explicit EnterpriseRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Enterprise> GetEnterprise(const rpc::Call& call,
                                               const v1::GetEnterpriseRequest& request);
  absl::StatusOr<v1::ListEnterprisesResponse> ListEnterprises(
      const rpc::Call& call, const v1::ListEnterprisesRequest& request);
  absl::StatusOr<v1::Enterprise> CreateEnterprise(const rpc::Call& call,
                                                  const v1::CreateEnterpriseRequest& request);
  absl::StatusOr<v1::Enterprise> UpdateEnterprise(const rpc::Call& call,
                                                  const v1::UpdateEnterpriseRequest& request);
  absl::StatusOr<v1::Enterprise> VerifyEnterprise(const rpc::Call& call,
                                                  const v1::VerifyEnterpriseRequest& request);
  absl::StatusOr<v1::Enterprise> BlockEnterprise(const rpc::Call& call,
                                                 const v1::BlockEnterpriseRequest& request);
  absl::StatusOr<v1::Enterprise> UnblockEnterprise(const rpc::Call& call,
                                                   const v1::UnblockEnterpriseRequest& request);
  absl::StatusOr<v1::Enterprise> CloseEnterprise(const rpc::Call& call,
                                                 const v1::CloseEnterpriseRequest& request);

 private:
  using Rule = std::function<absl::StatusOr<Enterprise>(const Enterprise&)>;
  // Changes the enterprise of `name` by `rule` and tells of it.
  absl::StatusOr<v1::Enterprise> Change(const rpc::Call& call, absl::string_view name,
                                        absl::string_view etag, const Rule& rule);

  ServiceContext& context_;
};

}  // namespace ladder::matching
