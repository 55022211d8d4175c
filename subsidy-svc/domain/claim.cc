#include "subsidy-svc/domain/claim.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "absl/strings/str_cat.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

// In which chains a row holds, as letters.
bool HasChain(const char* chains, Chain chain) {
  return absl::string_view(chains).find(ChainName(chain)) != absl::string_view::npos;
}

struct Row {
  const char* chains;
  ClaimState from;
  ClaimEvent event;
  Roles roles;
  ClaimState to;
};

constexpr Roles kClaimants = {Role::kClaimant, Role::kCommunity, Role::kTown};
constexpr Roles kBankList = {Role::kClaimant, Role::kCountyReviewer, Role::kSystem};
constexpr Roles kCentre = {Role::kTown, Role::kCountyReviewer};
constexpr Roles kCentreOrSystem = {Role::kTown, Role::kCountyReviewer, Role::kSystem};
constexpr Roles kCommunityOrSystem = {Role::kCommunity, Role::kSystem};
constexpr Roles kTownOrSystem = {Role::kTown, Role::kSystem};
constexpr Roles kCountyOrSystem = {Role::kCountyReviewer, Role::kSystem};
constexpr Roles kCounty = {Role::kCountyReviewer};
constexpr Roles kWithdrawers = {Role::kClaimant, Role::kCommunity};
constexpr Roles kSystem = {Role::kSystem};
constexpr Roles kAnyone = {Role::kClaimant,       Role::kCommunity, Role::kTown,
                           Role::kCountyReviewer, Role::kApprover,  Role::kFinance,
                           Role::kAccountant,     Role::kPublic};

using S = ClaimState;
using E = ClaimEvent;

// docs/domain.md 5.1, rows 1-7 and the chains. The service itself rejects a claim whose facts
// changed (a death, a duplicate) as long as it is not approved.
constexpr Row kRows[] = {
    {"AB", S::kDraft, E::kSubmit, kClaimants, S::kSubmitted},
    {"AB", S::kProposed, E::kSubmit, kClaimants, S::kSubmitted},
    {"AB", S::kReturned, E::kSubmit, kClaimants, S::kSubmitted},
    {"C", S::kDraft, E::kSubmit, kBankList, S::kCheckedTown},
    {"C", S::kProposed, E::kSubmit, kBankList, S::kCheckedTown},
    {"C", S::kReturned, E::kSubmit, kBankList, S::kCheckedTown},
    {"D", S::kProposed, E::kSubmit, kCounty, S::kInPublicity},
    {"A", S::kSubmitted, E::kCheck, {Role::kCommunity}, S::kCheckedCommunity},
    {"A", S::kSubmitted, E::kReturn, {Role::kCommunity}, S::kReturned},
    {"B", S::kSubmitted, E::kCheck, kCentre, S::kCheckedTown},
    {"B", S::kSubmitted, E::kReturn, kCentre, S::kReturned},
    {"A", S::kSubmitted, E::kReject, kCommunityOrSystem, S::kRejected},
    {"B", S::kSubmitted, E::kReject, kCentreOrSystem, S::kRejected},
    {"A", S::kCheckedCommunity, E::kCheck, {Role::kTown}, S::kCheckedTown},
    {"A", S::kCheckedCommunity, E::kReturn, {Role::kTown}, S::kReturned},
    {"A", S::kCheckedCommunity, E::kReject, kTownOrSystem, S::kRejected},
    {"ABC", S::kCheckedTown, E::kCheck, kCounty, S::kInPublicity},
    {"ABC", S::kCheckedTown, E::kReturn, kCounty, S::kReturned},
    {"ABC", S::kCheckedTown, E::kReject, kCountyOrSystem, S::kRejected},
    {"ABCD", S::kInPublicity, E::kClear, kSystem, S::kPublicOk},
    {"ABCD", S::kInPublicity, E::kObject, kAnyone, S::kObjected},
    {"ABCD", S::kInPublicity, E::kReject, kSystem, S::kRejected},
    {"ABCD", S::kObjected, E::kDismiss, kCounty, S::kPublicOk},
    {"ABCD", S::kObjected, E::kUphold, kCounty, S::kRejected},
    {"ABCD", S::kPublicOk, E::kApprove, {Role::kApprover}, S::kApproved},
    {"ABCD", S::kPublicOk, E::kReject, kSystem, S::kRejected},
    {"ABCD", S::kHoldBudget, E::kReleaseHold, kSystem, S::kApproved},
    {"ABCD", S::kHoldBudget, E::kReject, kSystem, S::kRejected},
    {"ABC", S::kDraft, E::kWithdraw, kWithdrawers, S::kWithdrawn},
    {"ABCD", S::kProposed, E::kWithdraw, kWithdrawers, S::kWithdrawn},
    {"ABC", S::kReturned, E::kWithdraw, kWithdrawers, S::kWithdrawn},
    {"AB", S::kSubmitted, E::kWithdraw, kWithdrawers, S::kWithdrawn},
    {"A", S::kCheckedCommunity, E::kWithdraw, kWithdrawers, S::kWithdrawn},
    {"ABC", S::kCheckedTown, E::kWithdraw, kWithdrawers, S::kWithdrawn},
    {"ABCD", S::kInPublicity, E::kWithdraw, kWithdrawers, S::kWithdrawn},
    {"ABCD", S::kPublicOk, E::kWithdraw, kWithdrawers, S::kWithdrawn},
    {"ABCD", S::kHoldBudget, E::kWithdraw, kWithdrawers, S::kWithdrawn},
    {"ABCD", S::kApproved, E::kWithdraw, kWithdrawers, S::kWithdrawn},
    {"ABCD", S::kProposed, E::kExpire, kSystem, S::kWithdrawn},
};

const Row* FindRow(Chain chain, ClaimState state, ClaimEvent event) {
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& candidate) {
    return candidate.from == state && candidate.event == event && HasChain(candidate.chains, chain);
  });
  return row == std::end(kRows) ? nullptr : row;
}

bool IsDue(DecisionKind decision) {
  return decision == DecisionKind::kYes || decision == DecisionKind::kPartial ||
         decision == DecisionKind::kHold;
}

// Whether the engine's latest decision lets the claim go on towards money.
absl::Status CheckDue(const ClaimProgress& claim) {
  if (claim.conflict_hold) return Refuse(Reason::kHoldConflict);
  if (IsDue(claim.decision)) return absl::OkStatus();
  return Refuse(Reason::kClaimNotDue,
                {{"decision", std::string(DecisionKindName(claim.decision))}});
}

absl::Status CheckPublicityOver(const ClaimProgress& claim, CivilDay today) {
  if (claim.publicity_until && *claim.publicity_until < today) return absl::OkStatus();
  const std::string until = claim.publicity_until ? FormatDay(*claim.publicity_until) : "-";
  return Refuse(Reason::kClaimPublicityOpen, {{"until", until}});
}

absl::Status CheckSubmit(const ClaimProgress& claim, const ClaimStep& step) {
  if (claim.state == S::kProposed && step.today > claim.proposed_on + step.proposal_days) {
    return Refuse(Reason::kClaimProposalExpired, {{"days", absl::StrCat(step.proposal_days)}});
  }
  const bool confirmed = claim.confirmed || step.confirms || step.actor.role == Role::kClaimant;
  if (!confirmed) return Refuse(Reason::kClaimNotConfirmed);
  // In chain D an officer's confirmation is a check, and publicity follows at once.
  return claim.chain == Chain::kNightlyList ? CheckDue(claim) : absl::OkStatus();
}

absl::Status CheckReturn(const ClaimProgress& claim, const ClaimStep& step) {
  if (claim.state == S::kSubmitted && claim.returned_once) {
    return Refuse(Reason::kClaimReturnedBefore);
  }
  return step.gives_reason ? absl::OkStatus() : Refuse(Reason::kClaimItemsMissing);
}

// The community sends back or passes on; it rejects only what the engine refuses, which it could
// not pass on.
absl::Status CheckReject(const ClaimProgress& claim, const ClaimStep& step) {
  if (step.actor.role == Role::kCommunity && IsDue(claim.decision)) {
    return Refuse(Reason::kClaimActor, {{"event", std::string(ClaimEventName(step.event))},
                                        {"role", std::string(RoleName(step.actor.role))}});
  }
  return step.gives_reason ? absl::OkStatus() : Refuse(Reason::kClaimReasonMissing);
}

absl::Status CheckObject(const ClaimProgress& claim, const ClaimStep& step) {
  if (claim.publicity_until && step.today <= *claim.publicity_until) return absl::OkStatus();
  const std::string until = claim.publicity_until ? FormatDay(*claim.publicity_until) : "-";
  return Refuse(Reason::kClaimPublicityOver, {{"until", until}});
}

// An objection is settled by somebody who has not touched the claim.
absl::Status CheckNewReviewer(const ClaimProgress& claim, const ClaimStep& step) {
  const bool same = std::any_of(claim.held.begin(), claim.held.end(), [&](const HeldDuty& done) {
    return done.person == step.actor.person;
  });
  if (same) return Refuse(Reason::kClaimReviewerSame);
  if (step.event == E::kUphold && !step.gives_reason) return Refuse(Reason::kClaimReasonMissing);
  return absl::OkStatus();
}

absl::Status CheckApprove(const ClaimProgress& claim, const ClaimStep& step) {
  LADDER_RETURN_IF_ERROR(CheckDue(claim));
  // Whatever led here, no money is committed while somebody may object.
  return CheckPublicityOver(claim, step.today);
}

absl::Status CheckReleaseHold(const ClaimProgress& claim, const ClaimStep& step) {
  LADDER_RETURN_IF_ERROR(CheckDue(claim));
  if (step.ahead_in_queue > 0) {
    return Refuse(Reason::kClaimBudgetQueue, {{"ahead", absl::StrCat(step.ahead_in_queue)}});
  }
  return step.budget_enough ? absl::OkStatus() : Refuse(Reason::kClaimBudgetShort);
}

absl::Status CheckExpire(const ClaimProgress& claim, const ClaimStep& step) {
  if (step.today > claim.proposed_on + step.proposal_days) return absl::OkStatus();
  return Refuse(Reason::kClaimProposalFresh, {{"days", absl::StrCat(step.proposal_days)}});
}

absl::Status CheckGuards(const ClaimProgress& claim, const ClaimStep& step) {
  switch (step.event) {
    case E::kSubmit:
      return CheckSubmit(claim, step);
    case E::kCheck:
      return CheckDue(claim);
    case E::kReturn:
      return CheckReturn(claim, step);
    case E::kReject:
      return CheckReject(claim, step);
    case E::kObject:
      return CheckObject(claim, step);
    case E::kDismiss:
    case E::kUphold:
      return CheckNewReviewer(claim, step);
    case E::kClear:
      return CheckPublicityOver(claim, step.today);
    case E::kApprove:
      return CheckApprove(claim, step);
    case E::kReleaseHold:
      return CheckReleaseHold(claim, step);
    case E::kWithdraw:
      return claim.released ? Refuse(Reason::kClaimReleased) : absl::OkStatus();
    case E::kExpire:
      return CheckExpire(claim, step);
  }
  return absl::OkStatus();
}

}  // namespace

absl::string_view ClaimStateName(ClaimState state) {
  switch (state) {
    case S::kDraft:
      return "DRAFT";
    case S::kProposed:
      return "PROPOSED";
    case S::kSubmitted:
      return "SUBMITTED";
    case S::kCheckedCommunity:
      return "CHECKED_COMMUNITY";
    case S::kCheckedTown:
      return "CHECKED_TOWN";
    case S::kInPublicity:
      return "IN_PUBLICITY";
    case S::kObjected:
      return "OBJECTED";
    case S::kPublicOk:
      return "PUBLIC_OK";
    case S::kHoldBudget:
      return "HOLD_BUDGET";
    case S::kApproved:
      return "APPROVED";
    case S::kReturned:
      return "RETURNED";
    case S::kRejected:
      return "REJECTED";
    case S::kWithdrawn:
      return "WITHDRAWN";
  }
  return "";
}

absl::string_view ClaimEventName(ClaimEvent event) {
  switch (event) {
    case E::kSubmit:
      return "SUBMIT";
    case E::kCheck:
      return "CHECK";
    case E::kReturn:
      return "RETURN";
    case E::kReject:
      return "REJECT";
    case E::kObject:
      return "OBJECT";
    case E::kDismiss:
      return "DISMISS";
    case E::kUphold:
      return "UPHOLD";
    case E::kClear:
      return "CLEAR";
    case E::kApprove:
      return "APPROVE";
    case E::kReleaseHold:
      return "RELEASE_HOLD";
    case E::kWithdraw:
      return "WITHDRAW";
    case E::kExpire:
      return "EXPIRE";
  }
  return "";
}

Duty DutyOf(ClaimEvent event, Chain chain) {
  switch (event) {
    case E::kSubmit:
      return chain == Chain::kNightlyList ? Duty::kCheck : Duty::kEnter;
    case E::kCheck:
    case E::kReturn:
    case E::kReject:
    case E::kDismiss:
    case E::kUphold:
      return Duty::kCheck;
    case E::kApprove:
      return Duty::kApprove;
    case E::kObject:
    case E::kClear:
    case E::kReleaseHold:
    case E::kWithdraw:
    case E::kExpire:
      return Duty::kNone;
  }
  return Duty::kNone;
}

absl::StatusOr<ClaimProgress> ApplyClaimStep(const ClaimProgress& claim, const ClaimStep& step) {
  const std::string event(ClaimEventName(step.event));
  const Row* row = FindRow(claim.chain, claim.state, step.event);
  if (row == nullptr) {
    return Refuse(Reason::kClaimState,
                  {{"state", std::string(ClaimStateName(claim.state))}, {"event", event}});
  }
  if (!row->roles.Has(step.actor.role)) {
    return Refuse(Reason::kClaimActor,
                  {{"event", event}, {"role", std::string(RoleName(step.actor.role))}});
  }
  const Duty duty = DutyOf(step.event, claim.chain);
  LADDER_RETURN_IF_ERROR(CheckDuty(step.actor, duty, claim.beneficiary, claim.held));
  LADDER_RETURN_IF_ERROR(CheckGuards(claim, step));

  ClaimProgress after = claim;
  after.state = row->to;
  // The queue's order is strict: a later claim does not overtake, however small (docs/domain.md 4.1
  // G9).
  const bool queues = step.event == E::kApprove && (!step.budget_enough || step.ahead_in_queue > 0);
  if (queues) after.state = S::kHoldBudget;
  // An unfounded objection shortens no notice: others may still object until its last day.
  const bool days_left = claim.publicity_until && step.today <= *claim.publicity_until;
  if (step.event == E::kDismiss && days_left) after.state = S::kInPublicity;
  if (step.event == E::kReturn && claim.state == S::kSubmitted) after.returned_once = true;
  if (step.event == E::kSubmit) after.confirmed = true;
  if (duty != Duty::kNone && !step.actor.person.is_zero()) {
    after.held.push_back({.duty = duty, .person = step.actor.person});
  }
  return after;
}

}  // namespace ladder::subsidy
