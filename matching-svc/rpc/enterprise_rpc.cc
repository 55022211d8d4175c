#include "matching-svc/rpc/enterprise_rpc.h"

#include <string>
#include <utility>

#include "matching-svc/rpc/convert.h"
#include "matching-svc/rpc/enterprise_convert.h"
#include "matching-svc/rpc/events.h"
#include "matching-svc/storage/enterprises.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"

namespace ladder::matching {

void EnterpriseRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.matching.v1.EnterpriseService")
      .Unary("GetEnterprise", this, &EnterpriseRpc::GetEnterprise)
      .Unary("ListEnterprises", this, &EnterpriseRpc::ListEnterprises)
      .Unary("CreateEnterprise", this, &EnterpriseRpc::CreateEnterprise)
      .Unary("UpdateEnterprise", this, &EnterpriseRpc::UpdateEnterprise)
      .Unary("VerifyEnterprise", this, &EnterpriseRpc::VerifyEnterprise)
      .Unary("BlockEnterprise", this, &EnterpriseRpc::BlockEnterprise)
      .Unary("UnblockEnterprise", this, &EnterpriseRpc::UnblockEnterprise)
      .Unary("CloseEnterprise", this, &EnterpriseRpc::CloseEnterprise);
}

absl::StatusOr<v1::Enterprise> EnterpriseRpc::Change(const rpc::Call& call, absl::string_view name,
                                                     absl::string_view etag, const Rule& rule) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kEnterpriseName, name));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Enterprise> {
        LADDER_ASSIGN_OR_RETURN(const Enterprise before, LockEnterprise(tx, id));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(etag, before.root.version));
        LADDER_ASSIGN_OR_RETURN(Enterprise after, rule(before));
        ++after.root.version;
        LADDER_RETURN_IF_ERROR(EmitEnterprise(tx, call.origin(), after));
        LADDER_RETURN_IF_ERROR(SaveEnterprise(tx, after));
        return ToProto(after);
      });
}

absl::StatusOr<v1::Enterprise> EnterpriseRpc::GetEnterprise(
    const rpc::Call& call, const v1::GetEnterpriseRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kEnterpriseName, request.name()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Enterprise> {
        LADDER_ASSIGN_OR_RETURN(const Enterprise enterprise, matching::GetEnterprise(tx, id));
        return ToProto(enterprise);
      });
}

absl::StatusOr<v1::ListEnterprisesResponse> EnterpriseRpc::ListEnterprises(
    const rpc::Call& call, const v1::ListEnterprisesRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  EnterpriseQuery query{.uscc = request.uscc(), .size = page.size};
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  LADDER_ASSIGN_OR_RETURN(query.division,
                          ParseAskedDivision(request.division(), context_.divisions));
  if (request.state() != v1::Enterprise::STATE_UNSPECIFIED) {
    query.state = static_cast<EnterpriseState>(request.state());
  }
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListEnterprisesResponse> {
        LADDER_ASSIGN_OR_RETURN(const Listed<Enterprise> listed,
                                matching::ListEnterprises(tx, query));
        v1::ListEnterprisesResponse response;
        for (const Enterprise& enterprise : listed.rows)
          *response.add_enterprises() = ToProto(enterprise);
        response.set_next_page_token(rpc::NextToken(context_.pager, call, page, listed));
        return response;
      });
}

absl::StatusOr<v1::Enterprise> EnterpriseRpc::CreateEnterprise(
    const rpc::Call& call, const v1::CreateEnterpriseRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::IdForCreate(request.enterprise_id(), call.now(), "enterprise_id"));
  const absl::StatusOr<EnterpriseDraft> draft =
      ParseDraft(request.enterprise(), context_.divisions);
  if (!draft.ok()) return UnderField(draft.status(), "enterprise");
  absl::StatusOr<Enterprise> registered = RegisterEnterprise(*draft, call.today());
  if (!registered.ok()) return UnderField(registered.status(), "enterprise");
  registered->root = {.id = id, .version = 1, .last_event = {}};
  registered->created_at = call.now();
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Enterprise> {
        Enterprise enterprise = *registered;
        LADDER_RETURN_IF_ERROR(EmitEnterprise(tx, call.origin(), enterprise));
        LADDER_RETURN_IF_ERROR(InsertEnterprise(tx, enterprise));
        return ToProto(enterprise);
      });
}

absl::StatusOr<v1::Enterprise> EnterpriseRpc::UpdateEnterprise(
    const rpc::Call& call, const v1::UpdateEnterpriseRequest& request) {
  const v1::Enterprise& asked = request.enterprise();
  return Change(call, asked.name(), asked.etag(),
                [&](const Enterprise& before) -> absl::StatusOr<Enterprise> {
                  v1::Enterprise merged = ToProto(before);
                  LADDER_RETURN_IF_ERROR(ApplyMask(asked, request.update_mask(), merged));
                  const absl::StatusOr<EnterpriseDraft> draft =
                      ParseDraft(merged, context_.divisions);
                  if (!draft.ok()) return UnderField(draft.status(), "enterprise");
                  absl::StatusOr<Enterprise> after = EditEnterprise(before, *draft);
                  if (!after.ok()) return UnderField(after.status(), "enterprise");
                  return after;
                });
}

absl::StatusOr<v1::Enterprise> EnterpriseRpc::VerifyEnterprise(
    const rpc::Call& call, const v1::VerifyEnterpriseRequest& request) {
  return Change(call, request.name(), "", [](const Enterprise& enterprise) {
    return ApplyEvent(enterprise, EnterpriseEvent::kVerify, "");
  });
}

absl::StatusOr<v1::Enterprise> EnterpriseRpc::BlockEnterprise(
    const rpc::Call& call, const v1::BlockEnterpriseRequest& request) {
  return Change(call, request.name(), "", [&](const Enterprise& enterprise) {
    return ApplyEvent(enterprise, EnterpriseEvent::kBlock, request.reason());
  });
}

absl::StatusOr<v1::Enterprise> EnterpriseRpc::UnblockEnterprise(
    const rpc::Call& call, const v1::UnblockEnterpriseRequest& request) {
  return Change(call, request.name(), "", [](const Enterprise& enterprise) {
    return ApplyEvent(enterprise, EnterpriseEvent::kUnblock, "");
  });
}

absl::StatusOr<v1::Enterprise> EnterpriseRpc::CloseEnterprise(
    const rpc::Call& call, const v1::CloseEnterpriseRequest& request) {
  return Change(call, request.name(), "", [](const Enterprise& enterprise) {
    return ApplyEvent(enterprise, EnterpriseEvent::kClose, "");
  });
}

}  // namespace ladder::matching
