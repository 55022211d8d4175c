#include "subsidy-svc/domain/duties.h"

#include <algorithm>
#include <string>

#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {

absl::string_view RoleName(Role role) {
  switch (role) {
    case Role::kClaimant:
      return "CLAIMANT";
    case Role::kCommunity:
      return "COMMUNITY";
    case Role::kTown:
      return "TOWN";
    case Role::kCountyReviewer:
      return "COUNTY_REVIEWER";
    case Role::kApprover:
      return "APPROVER";
    case Role::kFinance:
      return "FINANCE";
    case Role::kTreasurer:
      return "TREASURER";
    case Role::kBatchChecker:
      return "BATCH_CHECKER";
    case Role::kAccountant:
      return "ACCOUNTANT";
    case Role::kBank:
      return "BANK";
    case Role::kPublic:
      return "PUBLIC";
    case Role::kSystem:
      return "SYSTEM";
  }
  return "";
}

absl::string_view DutyName(Duty duty) {
  switch (duty) {
    case Duty::kNone:
      return "NONE";
    case Duty::kEnter:
      return "ENTER";
    case Duty::kCheck:
      return "CHECK";
    case Duty::kApprove:
      return "APPROVE";
    case Duty::kRelease:
      return "RELEASE";
    case Duty::kBatch:
      return "BATCH";
    case Duty::kReconcile:
      return "RECONCILE";
  }
  return "";
}

absl::Status CheckDuty(const Actor& actor, Duty duty, const Beneficiary& beneficiary,
                       const std::vector<HeldDuty>& held) {
  if (duty == Duty::kNone || actor.person.is_zero()) return absl::OkStatus();
  const bool claims_for_self = actor.role == Role::kClaimant && duty == Duty::kEnter;
  if (!claims_for_self) {
    if (actor.person == beneficiary.person) return Refuse(Reason::kDutyOwnClaim);
    if (!actor.household.is_zero() && actor.household == beneficiary.household) {
      return Refuse(Reason::kDutyOwnHousehold);
    }
    if (std::find(actor.relatives.begin(), actor.relatives.end(), beneficiary.person) !=
        actor.relatives.end()) {
      return Refuse(Reason::kDutyRelative);
    }
  }
  for (const HeldDuty& done : held) {
    if (done.person == actor.person && done.duty != duty) {
      return Refuse(Reason::kDutyHeld, {{"held", std::string(DutyName(done.duty))},
                                        {"duty", std::string(DutyName(duty))}});
    }
  }
  return absl::OkStatus();
}

}  // namespace ladder::subsidy
