// A claim's life from its draft to its approval: rows 1-7 of docs/domain.md 5.1 in the four chains.
// What follows is the life of its pay items.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/duties.h"
#include "subsidy-svc/domain/policy.h"

namespace ladder::subsidy {

// Each state waits for the office named beside it.
enum class ClaimState {
  kDraft,             // the claimant
  kProposed,          // made by the nightly engine; the claimant, in chain D an officer
  kSubmitted,         // the community; in chain B the zone or county centre
  kCheckedCommunity,  // the township or zone
  kCheckedTown,       // the county office
  kInPublicity,       // anyone's objection, or the end of the period
  kObjected,          // the county office, by somebody new
  kPublicOk,          // the leader
  kHoldBudget,        // money
  kApproved,          // its pay items take over
  kReturned,          // the claimant, who completes it
  kRejected,
  kWithdrawn,
};

inline constexpr ClaimState kClaimStates[] = {
    ClaimState::kDraft,       ClaimState::kProposed,
    ClaimState::kSubmitted,   ClaimState::kCheckedCommunity,
    ClaimState::kCheckedTown, ClaimState::kInPublicity,
    ClaimState::kObjected,    ClaimState::kPublicOk,
    ClaimState::kHoldBudget,  ClaimState::kApproved,
    ClaimState::kReturned,    ClaimState::kRejected,
    ClaimState::kWithdrawn,
};

enum class ClaimEvent {
  kSubmit,
  kCheck,   // passes to the next office
  kReturn,  // back to the claimant with a list of what is missing
  kReject,
  kObject,       // during publicity
  kDismiss,      // an objection proved unfounded; the notice runs on while it has days left
  kUphold,       // an objection proved founded
  kClear,        // the publicity is over
  kApprove,      // commits the money, or queues for it
  kReleaseHold,  // money has arrived
  kWithdraw,
  kExpire,  // a proposal that nobody confirmed
};

inline constexpr ClaimEvent kClaimEvents[] = {
    ClaimEvent::kSubmit,  ClaimEvent::kCheck,       ClaimEvent::kReturn,   ClaimEvent::kReject,
    ClaimEvent::kObject,  ClaimEvent::kDismiss,     ClaimEvent::kUphold,   ClaimEvent::kClear,
    ClaimEvent::kApprove, ClaimEvent::kReleaseHold, ClaimEvent::kWithdraw, ClaimEvent::kExpire,
};

absl::string_view ClaimStateName(ClaimState state);
absl::string_view ClaimEventName(ClaimEvent event);

// Whether the claim still holds its lines' keys: a rejected or withdrawn claim gives them back.
constexpr bool IsLive(ClaimState state) {
  return state != ClaimState::kRejected && state != ClaimState::kWithdrawn;
}

// How long a proposal is kept.
inline constexpr int kProposalDays = 30;

// Whether a claim of the chain that is made for somebody waits for their confirmation. The lists of
// chains C and D are an office's own.
constexpr bool NeedsConfirmation(Chain chain) {
  return chain == Chain::kPersonal || chain == Chain::kFirm;
}

// What the rules need to know of a claim.
struct ClaimProgress {
  Chain chain = Chain::kPersonal;
  ClaimState state = ClaimState::kDraft;
  Beneficiary beneficiary = {};
  DecisionKind decision = DecisionKind::kError;  // the engine's latest
  bool conflict_hold = false;                    // two records contradict each other (alert A1b)
  bool confirmed = true;              // false: made for somebody who has not confirmed it yet
  bool returned_once = false;         // by the office that first looks at it
  bool released = false;              // a pay item's money is released
  CivilDay proposed_on = CivilDay();  // of a proposal
  std::optional<CivilDay> publicity_until = std::nullopt;  // its last day
  std::vector<HeldDuty> held = {};
};

// One step of somebody.
struct ClaimStep {
  ClaimEvent event = ClaimEvent::kSubmit;
  Actor actor = {};
  CivilDay today = CivilDay();
  bool confirms = false;       // SUBMIT: the claimant confirmed it, by signature or face to face
  bool gives_reason = false;   // REJECT and UPHOLD need a reason, RETURN a list of missing items
  bool budget_enough = true;   // APPROVE and RELEASE_HOLD: the line has the money
  int64_t ahead_in_queue = 0;  // claims that wait for the same line and were approved earlier
  int proposal_days = kProposalDays;
};

// The claim after the step: its state, and the duty that the actor now holds. Refusals in order:
// CLAIM_STATE, CLAIM_ACTOR, the duties' (CheckDuty), then the event's own guards.
absl::StatusOr<ClaimProgress> ApplyClaimStep(const ClaimProgress& claim, const ClaimStep& step);

// The duty that the event is, for whom it may refuse.
Duty DutyOf(ClaimEvent event, Chain chain);

}  // namespace ladder::subsidy
