#include "subsidy-svc/rpc/caller.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "subsidy-svc/bank/digest.h"
#include "subsidy-svc/storage/fact_tables.h"

namespace ladder::subsidy {
namespace {

struct Office {
  Role role;
  const char* permission;
};
constexpr Office kOffices[] = {
    {Role::kCommunity, "subsidy.offices.community"},
    {Role::kTown, "subsidy.offices.town"},
    {Role::kCountyReviewer, "subsidy.offices.county"},
    {Role::kApprover, "subsidy.offices.approver"},
    {Role::kFinance, "subsidy.offices.finance"},
    {Role::kTreasurer, "subsidy.offices.treasurer"},
    {Role::kBatchChecker, "subsidy.offices.checker"},
    {Role::kAccountant, "subsidy.offices.accountant"},
    {Role::kBank, "subsidy.offices.bank"},
};

// The rules are about people. A caller whose scope is one person is that person; of an officer the
// directory tells only the principal, so one is always the same person by name.
Ulid PersonOf(const identity::Principal& principal) {
  const Scope& scope = principal.scope;
  if (scope.ranges().empty() && scope.persons().size() == 1) return scope.persons().front();
  return Ulid::FromBytes(Sm3(principal.name).substr(0, 16));
}

}  // namespace

absl::StatusOr<Caller> CallerOf(mysql::Transaction& tx, const rpc::Call& call,
                                const Ulid& beneficiary) {
  const identity::Principal& principal = call.principal();
  Caller caller = {.name = principal.name, .actor = {.person = PersonOf(principal)}};
  LADDER_ASSIGN_OR_RETURN(Relations relations, RelationsOf(tx, caller.actor.person));
  caller.actor.household = relations.household;
  caller.actor.relatives = std::move(relations.relatives);
  if (caller.actor.person == beneficiary) caller.offices.push_back(Role::kClaimant);
  for (const Office& office : kOffices) {
    if (principal.Holds(office.permission)) caller.offices.push_back(office.role);
  }
  if (caller.offices.empty()) caller.offices.push_back(Role::kPublic);
  return caller;
}

Caller ServiceItself() {
  return {.name = "systems/subsidy", .actor = {.role = Role::kSystem}, .offices = {Role::kSystem}};
}

}  // namespace ladder::subsidy
