// EmploymentSpellService: what work people have and had. Spells live under the person's root.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/registry/v1/spell.pb.h"
#include "platform/rpc/binder.h"
#include "registry-svc/domain/person.h"
#include "registry-svc/rpc/service_context.h"

namespace ladder::registry {

class SpellRpc {
 public:
  explicit SpellRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::ListEmploymentSpellsResponse> ListEmploymentSpells(
      const rpc::Call& call, const v1::ListEmploymentSpellsRequest& request);
  absl::StatusOr<v1::EmploymentSpell> GetEmploymentSpell(
      const rpc::Call& call, const v1::GetEmploymentSpellRequest& request);
  absl::StatusOr<v1::EmploymentSpell> CreateEmploymentSpell(
      const rpc::Call& call, const v1::CreateEmploymentSpellRequest& request);
  absl::StatusOr<v1::EmploymentSpell> VerifyEmploymentSpell(
      const rpc::Call& call, const v1::VerifyEmploymentSpellRequest& request);
  absl::StatusOr<v1::EmploymentSpell> EndEmploymentSpell(
      const rpc::Call& call, const v1::EndEmploymentSpellRequest& request);
  absl::StatusOr<v1::EmploymentSpell> WithdrawEmploymentSpell(
      const rpc::Call& call, const v1::WithdrawEmploymentSpellRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::registry
