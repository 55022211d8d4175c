#include "subsidy-svc/domain/claim.h"

#include "absl/strings/str_split.h"
#include "platform/testing/status_matchers.h"

namespace ladder::subsidy {
namespace {

constexpr CivilDay kToday(2020, 6, 15);
const Ulid kOfficer = Ulid::FromParts(1, {});
const Ulid kCitizen = Ulid::FromParts(2, {});
const Ulid kOther = Ulid::FromParts(3, {});
const Ulid kHousehold = Ulid::FromParts(4, {});

// A claim that every guard of every event lets through.
ClaimProgress MakeClaim(Chain chain, ClaimState state) {
  return {.chain = chain,
          .state = state,
          .beneficiary = {.person = kCitizen, .household = kHousehold},
          .decision = DecisionKind::kYes,
          .proposed_on = kToday,
          .publicity_until = kToday - 1};
}

ClaimStep MakeStep(ClaimEvent event, Role role) {
  ClaimStep step = {.event = event, .actor = {.role = role}, .today = kToday, .gives_reason = true};
  if (role == Role::kClaimant) step.actor.person = kCitizen;
  if (role != Role::kClaimant && role != Role::kSystem && role != Role::kPublic)
    step.actor.person = kOfficer;
  return step;
}

constexpr Role kRoles[] = {Role::kClaimant,       Role::kCommunity,    Role::kTown,
                           Role::kCountyReviewer, Role::kApprover,     Role::kFinance,
                           Role::kTreasurer,      Role::kBatchChecker, Role::kAccountant,
                           Role::kBank,           Role::kPublic,       Role::kSystem};

// A claim for which the event's guard about days holds.
ClaimProgress MakeReady(Chain chain, ClaimState state, ClaimEvent event) {
  ClaimProgress claim = MakeClaim(chain, state);
  if (event == ClaimEvent::kObject) claim.publicity_until = kToday;
  if (event == ClaimEvent::kExpire) claim.proposed_on = kToday - 31;
  return claim;
}

// The state after the event done by whichever role may do it; "-" when the state does not allow it,
// "!" when no role may.
std::string Outcome(Chain chain, ClaimState state, ClaimEvent event) {
  for (const Role role : kRoles) {
    const auto after = ApplyClaimStep(MakeReady(chain, state, event), MakeStep(event, role));
    if (after.ok()) return std::string(ClaimStateName(after->state));
    if (ReasonOf(after.status()) == "CLAIM_STATE") return "-";
    EXPECT_THAT(after, Refused("CLAIM_ACTOR"));
  }
  return "!";
}

// Events in the order of kClaimEvents:
// SUBMIT, CHECK, RETURN, REJECT, OBJECT, DISMISS, UPHOLD, CLEAR, APPROVE, RELEASE_HOLD, WITHDRAW,
// EXPIRE.
struct StateRow {
  const char* state;
  const char* after;
};

void ExpectTable(Chain chain, const std::vector<StateRow>& rows) {
  ASSERT_EQ(rows.size(), std::size(kClaimStates));
  for (size_t i = 0; i < rows.size(); ++i) {
    ASSERT_EQ(ClaimStateName(kClaimStates[i]), rows[i].state);
    const std::vector<std::string> expected = absl::StrSplit(rows[i].after, ' ', absl::SkipEmpty());
    ASSERT_EQ(expected.size(), std::size(kClaimEvents)) << rows[i].state;
    for (size_t j = 0; j < expected.size(); ++j) {
      EXPECT_EQ(Outcome(chain, kClaimStates[i], kClaimEvents[j]), expected[j])
          << ChainName(chain) << " " << rows[i].state << " " << ClaimEventName(kClaimEvents[j]);
    }
  }
}

// clang-format off
TEST(ClaimTest, EveryEventInEveryStateOfChainA) {
  ExpectTable(Chain::kPersonal, {
      {"DRAFT",             "SUBMITTED - - - - - - - - - WITHDRAWN -"},
      {"PROPOSED",          "SUBMITTED - - - - - - - - - WITHDRAWN WITHDRAWN"},
      {"SUBMITTED",         "- CHECKED_COMMUNITY RETURNED REJECTED - - - - - - WITHDRAWN -"},
      {"CHECKED_COMMUNITY", "- CHECKED_TOWN RETURNED REJECTED - - - - - - WITHDRAWN -"},
      {"CHECKED_TOWN",      "- IN_PUBLICITY RETURNED REJECTED - - - - - - WITHDRAWN -"},
      {"IN_PUBLICITY",      "- - - REJECTED OBJECTED - - PUBLIC_OK - - WITHDRAWN -"},
      {"OBJECTED",          "- - - - - PUBLIC_OK REJECTED - - - - -"},
      {"PUBLIC_OK",         "- - - REJECTED - - - - APPROVED - WITHDRAWN -"},
      {"HOLD_BUDGET",       "- - - REJECTED - - - - - APPROVED WITHDRAWN -"},
      {"APPROVED",          "- - - - - - - - - - WITHDRAWN -"},
      {"RETURNED",          "SUBMITTED - - - - - - - - - WITHDRAWN -"},
      {"REJECTED",          "- - - - - - - - - - - -"},
      {"WITHDRAWN",         "- - - - - - - - - - - -"}});
}

TEST(ClaimTest, EveryEventInEveryStateOfChainB) {
  ExpectTable(Chain::kFirm, {
      {"DRAFT",             "SUBMITTED - - - - - - - - - WITHDRAWN -"},
      {"PROPOSED",          "SUBMITTED - - - - - - - - - WITHDRAWN WITHDRAWN"},
      {"SUBMITTED",         "- CHECKED_TOWN RETURNED REJECTED - - - - - - WITHDRAWN -"},
      {"CHECKED_COMMUNITY", "- - - - - - - - - - - -"},
      {"CHECKED_TOWN",      "- IN_PUBLICITY RETURNED REJECTED - - - - - - WITHDRAWN -"},
      {"IN_PUBLICITY",      "- - - REJECTED OBJECTED - - PUBLIC_OK - - WITHDRAWN -"},
      {"OBJECTED",          "- - - - - PUBLIC_OK REJECTED - - - - -"},
      {"PUBLIC_OK",         "- - - REJECTED - - - - APPROVED - WITHDRAWN -"},
      {"HOLD_BUDGET",       "- - - REJECTED - - - - - APPROVED WITHDRAWN -"},
      {"APPROVED",          "- - - - - - - - - - WITHDRAWN -"},
      {"RETURNED",          "SUBMITTED - - - - - - - - - WITHDRAWN -"},
      {"REJECTED",          "- - - - - - - - - - - -"},
      {"WITHDRAWN",         "- - - - - - - - - - - -"}});
}

TEST(ClaimTest, EveryEventInEveryStateOfChainC) {
  ExpectTable(Chain::kBank, {
      {"DRAFT",             "CHECKED_TOWN - - - - - - - - - WITHDRAWN -"},
      {"PROPOSED",          "CHECKED_TOWN - - - - - - - - - WITHDRAWN WITHDRAWN"},
      {"SUBMITTED",         "- - - - - - - - - - - -"},
      {"CHECKED_COMMUNITY", "- - - - - - - - - - - -"},
      {"CHECKED_TOWN",      "- IN_PUBLICITY RETURNED REJECTED - - - - - - WITHDRAWN -"},
      {"IN_PUBLICITY",      "- - - REJECTED OBJECTED - - PUBLIC_OK - - WITHDRAWN -"},
      {"OBJECTED",          "- - - - - PUBLIC_OK REJECTED - - - - -"},
      {"PUBLIC_OK",         "- - - REJECTED - - - - APPROVED - WITHDRAWN -"},
      {"HOLD_BUDGET",       "- - - REJECTED - - - - - APPROVED WITHDRAWN -"},
      {"APPROVED",          "- - - - - - - - - - WITHDRAWN -"},
      {"RETURNED",          "CHECKED_TOWN - - - - - - - - - WITHDRAWN -"},
      {"REJECTED",          "- - - - - - - - - - - -"},
      {"WITHDRAWN",         "- - - - - - - - - - - -"}});
}

TEST(ClaimTest, EveryEventInEveryStateOfChainD) {
  ExpectTable(Chain::kNightlyList, {
      {"DRAFT",             "- - - - - - - - - - - -"},
      {"PROPOSED",          "IN_PUBLICITY - - - - - - - - - WITHDRAWN WITHDRAWN"},
      {"SUBMITTED",         "- - - - - - - - - - - -"},
      {"CHECKED_COMMUNITY", "- - - - - - - - - - - -"},
      {"CHECKED_TOWN",      "- - - - - - - - - - - -"},
      {"IN_PUBLICITY",      "- - - REJECTED OBJECTED - - PUBLIC_OK - - WITHDRAWN -"},
      {"OBJECTED",          "- - - - - PUBLIC_OK REJECTED - - - - -"},
      {"PUBLIC_OK",         "- - - REJECTED - - - - APPROVED - WITHDRAWN -"},
      {"HOLD_BUDGET",       "- - - REJECTED - - - - - APPROVED WITHDRAWN -"},
      {"APPROVED",          "- - - - - - - - - - WITHDRAWN -"},
      {"RETURNED",          "- - - - - - - - - - - -"},
      {"REJECTED",          "- - - - - - - - - - - -"},
      {"WITHDRAWN",         "- - - - - - - - - - - -"}});
}
// clang-format on

TEST(ClaimTest, WhoMayDoWhat) {
  struct Case {
    Chain chain;
    ClaimState state;
    ClaimEvent event;
    std::vector<Role> roles;
  };
  const Case kCases[] = {
      {Chain::kPersonal,
       ClaimState::kDraft,
       ClaimEvent::kSubmit,
       {Role::kClaimant, Role::kCommunity, Role::kTown}},
      {Chain::kPersonal, ClaimState::kSubmitted, ClaimEvent::kCheck, {Role::kCommunity}},
      {Chain::kPersonal, ClaimState::kSubmitted, ClaimEvent::kReject, {Role::kSystem}},
      {Chain::kPersonal, ClaimState::kCheckedCommunity, ClaimEvent::kCheck, {Role::kTown}},
      {Chain::kPersonal,
       ClaimState::kCheckedCommunity,
       ClaimEvent::kReject,
       {Role::kTown, Role::kSystem}},
      {Chain::kPersonal, ClaimState::kCheckedTown, ClaimEvent::kCheck, {Role::kCountyReviewer}},
      {Chain::kPersonal,
       ClaimState::kCheckedTown,
       ClaimEvent::kReject,
       {Role::kCountyReviewer, Role::kSystem}},
      {Chain::kPersonal, ClaimState::kInPublicity, ClaimEvent::kClear, {Role::kSystem}},
      {Chain::kPersonal, ClaimState::kObjected, ClaimEvent::kDismiss, {Role::kCountyReviewer}},
      {Chain::kPersonal, ClaimState::kPublicOk, ClaimEvent::kApprove, {Role::kApprover}},
      {Chain::kPersonal, ClaimState::kHoldBudget, ClaimEvent::kReleaseHold, {Role::kSystem}},
      {Chain::kPersonal,
       ClaimState::kApproved,
       ClaimEvent::kWithdraw,
       {Role::kClaimant, Role::kCommunity}},
      {Chain::kFirm,
       ClaimState::kSubmitted,
       ClaimEvent::kCheck,
       {Role::kTown, Role::kCountyReviewer}},
      {Chain::kFirm,
       ClaimState::kSubmitted,
       ClaimEvent::kReject,
       {Role::kTown, Role::kCountyReviewer, Role::kSystem}},
      {Chain::kBank,
       ClaimState::kDraft,
       ClaimEvent::kSubmit,
       {Role::kClaimant, Role::kCountyReviewer, Role::kSystem}},
      {Chain::kNightlyList, ClaimState::kProposed, ClaimEvent::kSubmit, {Role::kCountyReviewer}},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(std::string(ClaimStateName(row.state)) + " " +
                 std::string(ClaimEventName(row.event)));
    std::vector<Role> allowed;
    for (const Role role : kRoles) {
      if (ApplyClaimStep(MakeReady(row.chain, row.state, row.event), MakeStep(row.event, role))
              .ok())
        allowed.push_back(role);
    }
    EXPECT_EQ(allowed, row.roles);
  }
}

// Guards in order: each row names the broken rule; the step is right in all else.
TEST(ClaimTest, Guards) {
  struct Case {
    const char* edge;
    ClaimProgress claim;
    ClaimStep step;
    const char* reason;
  };
  const auto claim = [](ClaimState state, auto change) {
    ClaimProgress made = MakeClaim(Chain::kPersonal, state);
    change(made);
    return made;
  };
  const auto step = [](ClaimEvent event, Role role, auto change) {
    ClaimStep made = MakeStep(event, role);
    change(made);
    return made;
  };
  const auto same = [](auto&) {};
  const Case kCases[] = {
      {"state before role", claim(ClaimState::kRejected, same),
       step(ClaimEvent::kApprove, Role::kBank, same), "CLAIM_STATE"},
      {"role before duty", claim(ClaimState::kPublicOk, same),
       step(ClaimEvent::kApprove, Role::kTown, [](auto& s) { s.actor.person = kCitizen; }),
       "CLAIM_ACTOR"},
      {"duty before guard", claim(ClaimState::kPublicOk, [](auto& c) { c.conflict_hold = true; }),
       step(ClaimEvent::kApprove, Role::kApprover, [](auto& s) { s.actor.person = kCitizen; }),
       "DUTY_OWN_CLAIM"},
      {"typed for somebody", claim(ClaimState::kDraft, [](auto& c) { c.confirmed = false; }),
       step(ClaimEvent::kSubmit, Role::kCommunity, same), "CLAIM_NOT_CONFIRMED"},
      {"typed for somebody who signed",
       claim(ClaimState::kDraft, [](auto& c) { c.confirmed = false; }),
       step(ClaimEvent::kSubmit, Role::kCommunity, [](auto& s) { s.confirms = true; }), ""},
      {"a proposal that its claimant submits",
       claim(ClaimState::kProposed, [](auto& c) { c.confirmed = false; }),
       step(ClaimEvent::kSubmit, Role::kClaimant, same), ""},
      {"a proposal that an officer submits alone",
       claim(ClaimState::kProposed, [](auto& c) { c.confirmed = false; }),
       step(ClaimEvent::kSubmit, Role::kTown, same), "CLAIM_NOT_CONFIRMED"},
      {"the community rejects what is due", claim(ClaimState::kSubmitted, same),
       step(ClaimEvent::kReject, Role::kCommunity, same), "CLAIM_ACTOR"},
      {"the community rejects what the engine refuses",
       claim(ClaimState::kSubmitted, [](auto& c) { c.decision = DecisionKind::kNo; }),
       step(ClaimEvent::kReject, Role::kCommunity, same), ""},
      {"the proposal's last day",
       claim(ClaimState::kProposed, [](auto& c) { c.proposed_on = kToday - 30; }),
       step(ClaimEvent::kSubmit, Role::kClaimant, same), ""},
      {"a day later", claim(ClaimState::kProposed, [](auto& c) { c.proposed_on = kToday - 31; }),
       step(ClaimEvent::kSubmit, Role::kClaimant, same), "CLAIM_PROPOSAL_EXPIRED"},
      {"the proposal is not over",
       claim(ClaimState::kProposed, [](auto& c) { c.proposed_on = kToday - 30; }),
       step(ClaimEvent::kExpire, Role::kSystem, same), "CLAIM_PROPOSAL_FRESH"},
      {"a conflict holds the check",
       claim(ClaimState::kSubmitted, [](auto& c) { c.conflict_hold = true; }),
       step(ClaimEvent::kCheck, Role::kCommunity, same), "HOLD_CONFLICT"},
      {"not due", claim(ClaimState::kSubmitted, [](auto& c) { c.decision = DecisionKind::kNo; }),
       step(ClaimEvent::kCheck, Role::kCommunity, same), "CLAIM_NOT_DUE"},
      {"a missing parameter is not due",
       claim(ClaimState::kSubmitted, [](auto& c) { c.decision = DecisionKind::kError; }),
       step(ClaimEvent::kCheck, Role::kCommunity, same), "CLAIM_NOT_DUE"},
      {"short of budget goes on",
       claim(ClaimState::kSubmitted, [](auto& c) { c.decision = DecisionKind::kHold; }),
       step(ClaimEvent::kCheck, Role::kCommunity, same), ""},
      {"returned twice by the community",
       claim(ClaimState::kSubmitted, [](auto& c) { c.returned_once = true; }),
       step(ClaimEvent::kReturn, Role::kCommunity, same), "CLAIM_RETURNED_BEFORE"},
      {"returned again by the town",
       claim(ClaimState::kCheckedCommunity, [](auto& c) { c.returned_once = true; }),
       step(ClaimEvent::kReturn, Role::kTown, same), ""},
      {"returned without a list", claim(ClaimState::kCheckedTown, same),
       step(ClaimEvent::kReturn, Role::kCountyReviewer, [](auto& s) { s.gives_reason = false; }),
       "CLAIM_ITEMS_MISSING"},
      {"rejected without a reason", claim(ClaimState::kCheckedTown, same),
       step(ClaimEvent::kReject, Role::kCountyReviewer, [](auto& s) { s.gives_reason = false; }),
       "CLAIM_REASON_MISSING"},
      {"objected on the last day",
       claim(ClaimState::kInPublicity, [](auto& c) { c.publicity_until = kToday; }),
       step(ClaimEvent::kObject, Role::kPublic, same), ""},
      {"objected too late", claim(ClaimState::kInPublicity, same),
       step(ClaimEvent::kObject, Role::kPublic, same), "CLAIM_PUBLICITY_OVER"},
      {"cleared on the last day",
       claim(ClaimState::kInPublicity, [](auto& c) { c.publicity_until = kToday; }),
       step(ClaimEvent::kClear, Role::kSystem, same), "CLAIM_PUBLICITY_OPEN"},
      {"cleared without a notice",
       claim(ClaimState::kInPublicity, [](auto& c) { c.publicity_until.reset(); }),
       step(ClaimEvent::kClear, Role::kSystem, same), "CLAIM_PUBLICITY_OPEN"},
      {"settled by the earlier reviewer",
       claim(ClaimState::kObjected,
             [](auto& c) {
               c.held = {{Duty::kCheck, kOfficer}};
             }),
       step(ClaimEvent::kDismiss, Role::kCountyReviewer, same), "CLAIM_REVIEWER_SAME"},
      {"upheld without a reason", claim(ClaimState::kObjected, same),
       step(ClaimEvent::kUphold, Role::kCountyReviewer, [](auto& s) { s.gives_reason = false; }),
       "CLAIM_REASON_MISSING"},
      {"approved within the period",
       claim(ClaimState::kPublicOk, [](auto& c) { c.publicity_until = kToday; }),
       step(ClaimEvent::kApprove, Role::kApprover, same), "CLAIM_PUBLICITY_OPEN"},
      {"approved though no longer due",
       claim(ClaimState::kPublicOk, [](auto& c) { c.decision = DecisionKind::kNo; }),
       step(ClaimEvent::kApprove, Role::kApprover, same), "CLAIM_NOT_DUE"},
      {"another is ahead", claim(ClaimState::kHoldBudget, same),
       step(ClaimEvent::kReleaseHold, Role::kSystem, [](auto& s) { s.ahead_in_queue = 1; }),
       "CLAIM_BUDGET_QUEUE"},
      {"still short", claim(ClaimState::kHoldBudget, same),
       step(ClaimEvent::kReleaseHold, Role::kSystem, [](auto& s) { s.budget_enough = false; }),
       "CLAIM_BUDGET_SHORT"},
      {"the money is out", claim(ClaimState::kApproved, [](auto& c) { c.released = true; }),
       step(ClaimEvent::kWithdraw, Role::kClaimant, same), "CLAIM_RELEASED"},
  };
  for (const Case& row : kCases)
    EXPECT_THAT(ApplyClaimStep(row.claim, row.step), Refused(row.reason)) << row.edge;
}

TEST(ClaimTest, ApprovalQueuesWhenShortOrNotFirst) {
  ClaimStep step = MakeStep(ClaimEvent::kApprove, Role::kApprover);
  const ClaimProgress claim = MakeClaim(Chain::kPersonal, ClaimState::kPublicOk);
  step.budget_enough = false;
  EXPECT_EQ(ApplyClaimStep(claim, step)->state, ClaimState::kHoldBudget);
  // Enough money for this one, but an earlier claim waits.
  step.budget_enough = true;
  step.ahead_in_queue = 1;
  EXPECT_EQ(ApplyClaimStep(claim, step)->state, ClaimState::kHoldBudget);
}

TEST(ClaimTest, ADismissedObjectionLeavesTheNoticeItsDays) {
  const ClaimStep dismiss = MakeStep(ClaimEvent::kDismiss, Role::kCountyReviewer);
  struct Case {
    const char* edge;
    CivilDay until;
    ClaimState state;
  };
  const Case kCases[] = {
      {"days are left", kToday + 3, ClaimState::kInPublicity},
      {"the last day", kToday, ClaimState::kInPublicity},
      {"the day after", kToday - 1, ClaimState::kPublicOk},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.edge);
    ClaimProgress claim = MakeClaim(Chain::kPersonal, ClaimState::kObjected);
    claim.publicity_until = row.until;
    EXPECT_EQ(ApplyClaimStep(claim, dismiss)->state, row.state);
  }
}

TEST(ClaimTest, StepsLeaveTheirTraces) {
  const ClaimProgress returned =
      *ApplyClaimStep(MakeClaim(Chain::kPersonal, ClaimState::kSubmitted),
                      MakeStep(ClaimEvent::kReturn, Role::kCommunity));
  EXPECT_TRUE(returned.returned_once);
  ASSERT_EQ(returned.held.size(), 1u);
  EXPECT_EQ(returned.held[0].duty, Duty::kCheck);
  EXPECT_EQ(returned.held[0].person, kOfficer);
  // The service holds no duty.
  EXPECT_TRUE(ApplyClaimStep(MakeClaim(Chain::kPersonal, ClaimState::kSubmitted),
                             MakeStep(ClaimEvent::kReject, Role::kSystem))
                  ->held.empty());
}

TEST(DutiesTest, RefusalsInOrder) {
  const Beneficiary citizen = {.person = kCitizen, .household = kHousehold};
  struct Case {
    const char* edge;
    Actor actor;
    Duty duty;
    std::vector<HeldDuty> held;
    const char* reason;
  };
  const Case kCases[] = {
      {"own claim",
       {.role = Role::kTown, .person = kCitizen, .household = kHousehold, .relatives = {kCitizen}},
       Duty::kCheck,
       {{Duty::kEnter, kCitizen}},
       "DUTY_OWN_CLAIM"},
      {"own household",
       {.role = Role::kTown, .person = kOfficer, .household = kHousehold, .relatives = {kCitizen}},
       Duty::kCheck,
       {{Duty::kEnter, kOfficer}},
       "DUTY_OWN_HOUSEHOLD"},
      {"relative",
       {.role = Role::kTown, .person = kOfficer, .household = kOther, .relatives = {kCitizen}},
       Duty::kCheck,
       {{Duty::kEnter, kOfficer}},
       "DUTY_RELATIVE"},
      {"another duty",
       {.role = Role::kTown, .person = kOfficer},
       Duty::kCheck,
       {{Duty::kCheck, kOther}, {Duty::kEnter, kOfficer}},
       "DUTY_HELD"},
      {"another's duties",
       {.role = Role::kTown, .person = kOfficer},
       Duty::kCheck,
       {{Duty::kEnter, kOther}, {Duty::kApprove, kCitizen}},
       ""},
      {"the same duty again",
       {.role = Role::kTown, .person = kOfficer},
       Duty::kCheck,
       {{Duty::kCheck, kOfficer}},
       ""},
      {"a claimant's own entry",
       {.role = Role::kClaimant, .person = kCitizen, .household = kHousehold},
       Duty::kEnter,
       {},
       ""},
      {"a claimant checks nothing",
       {.role = Role::kClaimant, .person = kCitizen},
       Duty::kCheck,
       {},
       "DUTY_OWN_CLAIM"},
      {"the service is no person",
       {.role = Role::kSystem},
       Duty::kCheck,
       {{Duty::kEnter, Ulid()}},
       ""},
      {"no duty", {.role = Role::kTown, .person = kCitizen}, Duty::kNone, {}, ""},
  };
  for (const Case& row : kCases)
    EXPECT_THAT(CheckDuty(row.actor, row.duty, citizen, row.held), Refused(row.reason)) << row.edge;
}

TEST(DutiesTest, AnyTwoDutiesOfOnePersonAreRefused) {
  constexpr Duty kAll[] = {Duty::kEnter,   Duty::kCheck, Duty::kApprove,
                           Duty::kRelease, Duty::kBatch, Duty::kReconcile};
  for (const Duty first : kAll) {
    for (const Duty second : kAll) {
      const absl::Status status = CheckDuty({.role = Role::kTown, .person = kOfficer}, second,
                                            {.person = kCitizen}, {{first, kOfficer}});
      EXPECT_THAT(status, Refused(first == second ? "" : "DUTY_HELD"))
          << DutyName(first) << " " << DutyName(second);
    }
  }
}

}  // namespace
}  // namespace ladder::subsidy
