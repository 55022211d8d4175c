// On whose behalf a caller acts. The offices are permissions of their own, "subsidy.offices.town",
// which role bindings give beside those of the RPCs; a claimant is whose own person is the scope.
#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "platform/rpc/call.h"
#include "subsidy-svc/domain/duties.h"

namespace ladder::subsidy {

struct Caller {
  std::string name = "";  // the principal
  Actor actor = {};       // without a role
  std::vector<Role> offices = {};
};

// `beneficiary` is whom the matter is about; zero for batches.
absl::StatusOr<Caller> CallerOf(mysql::Transaction& tx, const rpc::Call& call,
                                const Ulid& beneficiary);
// The service itself.
Caller ServiceItself();

// Takes a step as the first of the caller's offices that may take it: `apply` gets the actor and
// returns what came of it. When none may, the refusal of an office that was right but for
// something else, or else the last one's.
template <typename Apply>
auto AsAnyOffice(const Caller& caller, Apply apply) -> std::invoke_result_t<Apply, const Actor&> {
  Actor actor = caller.actor;
  std::invoke_result_t<Apply, const Actor&> refusal = absl::InternalError("no office was tried");
  bool decided = false;
  for (const Role role : caller.offices) {
    actor.role = role;
    auto result = apply(std::as_const(actor));
    if (result.ok()) return result;
    const bool other_office = absl::IsPermissionDenied(result.status());
    if (decided && other_office) continue;
    if (!decided) refusal = std::move(result);
    decided = decided || !other_office;
  }
  return refusal;
}

}  // namespace ladder::subsidy
