#include "subsidy-svc/domain/pay_item.h"

#include "absl/strings/str_split.h"
#include "platform/testing/status_matchers.h"
#include "subsidy-svc/domain/stage_clock.h"

namespace ladder::subsidy {
namespace {

constexpr CivilDay kToday(2020, 6, 15);
const Ulid kOfficer = Ulid::FromParts(1, {});
const Ulid kCitizen = Ulid::FromParts(2, {});

PayItemProgress MakeItem(PayItemState state) {
  return {.state = state,
          .beneficiary = {.person = kCitizen},
          .answer_until = kToday - 1,
          .returned_on = kToday - 180,
          .return_action = ReturnAction::kFixAccount,
          .account_changed = true};
}

PayItemStep MakeStep(PayItemEvent event, Role role) {
  PayItemStep step = {.event = event, .actor = {.role = role}, .today = kToday};
  if (role != Role::kSystem && role != Role::kBank) step.actor.person = kOfficer;
  return step;
}

constexpr Role kRoles[] = {Role::kClaimant,       Role::kCommunity,    Role::kTown,
                           Role::kCountyReviewer, Role::kApprover,     Role::kFinance,
                           Role::kTreasurer,      Role::kBatchChecker, Role::kAccountant,
                           Role::kBank,           Role::kPublic,       Role::kSystem};

std::string Outcome(PayItemState state, PayItemEvent event, std::vector<Role>& allowed) {
  std::string outcome = "!";
  for (const Role role : kRoles) {
    const auto after = ApplyPayItemStep(MakeItem(state), MakeStep(event, role));
    if (ReasonOf(after.status()) == "PAY_ITEM_STATE") return "-";
    if (!after.ok()) {
      EXPECT_THAT(after, Refused("PAY_ITEM_ACTOR"));
      continue;
    }
    allowed.push_back(role);
    outcome = std::string(PayItemStateName(after->state));
  }
  return outcome;
}

TEST(PayItemTest, EveryEventInEveryState) {
  // Allowed moves; every other pair of state and event is refused with PAY_ITEM_STATE.
  struct Move {
    PayItemState from;
    PayItemEvent event;
    PayItemState to;
    std::vector<Role> roles;
  };
  using S = PayItemState;
  using E = PayItemEvent;
  const Move kMoves[] = {
      {S::kFundRequested, E::kQuery, S::kQueried, {Role::kFinance}},
      {S::kFundRequested, E::kRelease, S::kFundReleased, {Role::kFinance}},
      {S::kFundRequested, E::kCancel, S::kCancelled, {Role::kSystem}},
      {S::kQueried, E::kAnswer, S::kFundRequested, {Role::kCountyReviewer, Role::kApprover}},
      {S::kQueried, E::kCancel, S::kCancelled, {Role::kSystem}},
      {S::kFundReleased, E::kBatch, S::kBatched, {Role::kTreasurer}},
      {S::kBatched, E::kUnbatch, S::kFundReleased, {Role::kTreasurer, Role::kSystem}},
      {S::kBatched, E::kSend, S::kSent, {Role::kTreasurer, Role::kBatchChecker, Role::kSystem}},
      {S::kSent, E::kAccept, S::kAccepted, {Role::kBank, Role::kSystem}},
      {S::kSent, E::kFileReject, S::kBatched, {Role::kBank, Role::kSystem}},
      {S::kSent, E::kDoubt, S::kInDoubt, {Role::kSystem}},
      {S::kAccepted, E::kPay, S::kPaid, {Role::kBank, Role::kSystem}},
      {S::kAccepted, E::kReturn, S::kReturnedByBank, {Role::kBank, Role::kSystem}},
      {S::kAccepted, E::kDoubt, S::kInDoubt, {Role::kSystem}},
      {S::kInDoubt, E::kAccept, S::kAccepted, {Role::kBank, Role::kSystem}},
      {S::kInDoubt, E::kPay, S::kPaid, {Role::kBank, Role::kSystem}},
      {S::kInDoubt, E::kReturn, S::kReturnedByBank, {Role::kBank, Role::kSystem}},
      {S::kInDoubt, E::kFileReject, S::kBatched, {Role::kBank, Role::kSystem}},
      {S::kReturnedByBank,
       E::kReissue,
       S::kFundReleased,
       {Role::kCommunity, Role::kTreasurer, Role::kSystem}},
      {S::kReturnedByBank, E::kUnclaim, S::kUnclaimed, {Role::kSystem}},
      {S::kPaid, E::kReconcile, S::kReconciled, {Role::kAccountant}},
      {S::kReconciled, E::kOpenClawback, S::kClawbackOpen, {Role::kCountyReviewer, Role::kSystem}},
      {S::kReconciled, E::kClose, S::kClosed, {Role::kAccountant, Role::kSystem}},
      {S::kClosed, E::kOpenClawback, S::kClawbackOpen, {Role::kCountyReviewer, Role::kSystem}},
      {S::kClawbackOpen, E::kSettleClawback, S::kClosed, {Role::kApprover, Role::kAccountant}},
  };
  for (const PayItemState state : kPayItemStates) {
    for (const PayItemEvent event : kPayItemEvents) {
      SCOPED_TRACE(std::string(PayItemStateName(state)) + " " +
                   std::string(PayItemEventName(event)));
      std::string expected = "-";
      std::vector<Role> roles;
      for (const Move& move : kMoves) {
        if (move.from != state || move.event != event) continue;
        expected = std::string(PayItemStateName(move.to));
        roles = move.roles;
      }
      std::vector<Role> allowed;
      EXPECT_EQ(Outcome(state, event, allowed), expected);
      EXPECT_EQ(allowed, roles);
    }
  }
}

TEST(PayItemTest, WhatAStateCountsAs) {
  std::vector<PayItemState> paid, cancelled, answerable;
  for (const PayItemState state : kPayItemStates) {
    if (CountsAsPaid(state)) paid.push_back(state);
    if (CountsAsCancelled(state)) cancelled.push_back(state);
    const absl::Status answer = CheckAnswerable(MakeItem(state));
    if (answer.ok()) answerable.push_back(state);
    EXPECT_THAT(answer, Refused(answer.ok() ? "" : "PAY_ITEM_STATE"));
  }
  using S = PayItemState;
  EXPECT_EQ(paid, (std::vector<S>{S::kPaid, S::kReconciled, S::kClawbackOpen, S::kClosed}));
  EXPECT_EQ(cancelled, (std::vector<S>{S::kUnclaimed, S::kCancelled}));
  EXPECT_EQ(answerable, (std::vector<S>{S::kInDoubt}));
}

TEST(PayItemTest, Guards) {
  struct Case {
    const char* edge;
    PayItemState state;
    PayItemEvent event;
    Role role;
    void (*change)(PayItemProgress& item);
    const char* reason;
  };
  const Case kCases[] = {
      {"the account is as before", PayItemState::kReturnedByBank, PayItemEvent::kReissue,
       Role::kTreasurer, [](PayItemProgress& item) { item.account_changed = false; },
       "PAY_ITEM_ACCOUNT_UNCHANGED"},
      {"the payee died", PayItemState::kReturnedByBank, PayItemEvent::kReissue, Role::kTreasurer,
       [](PayItemProgress& item) { item.return_action = ReturnAction::kStop; },
       "PAY_ITEM_PAYEE_DECEASED"},
      {"two technical failures", PayItemState::kReturnedByBank, PayItemEvent::kReissue,
       Role::kTreasurer,
       [](PayItemProgress& item) {
         item.return_action = ReturnAction::kRetry;
         item.retries = 2;
         item.account_changed = false;
       },
       ""},
      {"three technical failures", PayItemState::kReturnedByBank, PayItemEvent::kReissue,
       Role::kTreasurer,
       [](PayItemProgress& item) {
         item.return_action = ReturnAction::kRetry;
         item.retries = 3;
       },
       "PAY_ITEM_RETRIES_SPENT"},
      {"a duplicate", PayItemState::kReturnedByBank, PayItemEvent::kReissue, Role::kTreasurer,
       [](PayItemProgress& item) { item.return_action = ReturnAction::kLookUp; },
       "PAY_ITEM_LOOK_UP"},
      {"no action known", PayItemState::kReturnedByBank, PayItemEvent::kReissue, Role::kTreasurer,
       [](PayItemProgress& item) { item.return_action.reset(); }, "PAY_ITEM_LOOK_UP"},
      {"day 179", PayItemState::kReturnedByBank, PayItemEvent::kUnclaim, Role::kSystem,
       [](PayItemProgress& item) { item.returned_on = kToday - 179; }, "PAY_ITEM_CLAIMABLE"},
      {"the bank's last day", PayItemState::kSent, PayItemEvent::kDoubt, Role::kSystem,
       [](PayItemProgress& item) { item.answer_until = kToday; }, "PAY_ITEM_ANSWER_PENDING"},
      {"no deadline", PayItemState::kAccepted, PayItemEvent::kDoubt, Role::kSystem,
       [](PayItemProgress& item) { item.answer_until.reset(); }, "PAY_ITEM_ANSWER_PENDING"},
      {"the approver releases", PayItemState::kFundRequested, PayItemEvent::kRelease,
       Role::kFinance,
       [](PayItemProgress& item) {
         item.held = {{Duty::kApprove, kOfficer}};
       },
       "DUTY_HELD"},
      {"the releaser batches", PayItemState::kFundReleased, PayItemEvent::kBatch, Role::kTreasurer,
       [](PayItemProgress& item) {
         item.held = {{Duty::kRelease, kOfficer}};
       },
       "DUTY_HELD"},
      {"the treasurer reconciles", PayItemState::kPaid, PayItemEvent::kReconcile, Role::kAccountant,
       [](PayItemProgress& item) {
         item.held = {{Duty::kBatch, kOfficer}};
       },
       "DUTY_HELD"},
  };
  for (const Case& row : kCases) {
    PayItemProgress item = MakeItem(row.state);
    row.change(item);
    EXPECT_THAT(ApplyPayItemStep(item, MakeStep(row.event, row.role)), Refused(row.reason))
        << row.edge;
  }
}

TEST(PayItemTest, AReturnIsPaidAgainAsTheNextAttempt) {
  PayItemStep step = MakeStep(PayItemEvent::kReturn, Role::kBank);
  step.return_action = ReturnAction::kRetry;
  const PayItemProgress returned = *ApplyPayItemStep(MakeItem(PayItemState::kAccepted), step);
  EXPECT_EQ(returned.returned_on, kToday);
  EXPECT_EQ(returned.retries, 1);
  EXPECT_FALSE(returned.account_changed);
  EXPECT_EQ(returned.attempt, 1);
  const PayItemProgress again =
      *ApplyPayItemStep(returned, MakeStep(PayItemEvent::kReissue, Role::kSystem));
  EXPECT_EQ(again.attempt, 2);
  EXPECT_EQ(again.state, PayItemState::kFundReleased);
  EXPECT_EQ(again.answer_until, std::nullopt);
}

TEST(StageClockTest, TheClocksSumToThirtyOneWithPublicity) {
  const int stages[] = {
      *ClockOf(ClaimState::kSubmitted),      *ClockOf(ClaimState::kCheckedCommunity),
      *ClockOf(ClaimState::kCheckedTown),    PublicityPeriod().days,
      *ClockOf(ClaimState::kPublicOk),       *ClockOf(PayItemState::kFundRequested),
      *ClockOf(PayItemState::kFundReleased), *ClockOf(PayItemState::kAccepted)};
  int sum = 0;
  for (const int days : stages) sum += days;
  EXPECT_EQ(sum, 31);
  EXPECT_EQ(ClockOf(ClaimState::kReturned), std::nullopt);
  EXPECT_EQ(ClockOf(ClaimState::kHoldBudget), std::nullopt);
  EXPECT_EQ(*ClockOf(ClaimState::kObjected), 10);
  EXPECT_EQ(*ClockOf(PayItemState::kReturnedByBank), 10);
  EXPECT_EQ(*ClockOf(PayItemState::kPaid), 1);
}

TEST(StageClockTest, DeadlinesAndPublicityInBothUnits) {
  // No notice of 2020 is loaded, so that weekends alone are off: Monday the 15th + 5 workdays is
  // Monday the 22nd.
  const WorkdayCalendar weeks;
  EXPECT_EQ(DeadlineOf(ClaimState::kCheckedTown, kToday, weeks)->day, CivilDay(2020, 6, 22));
  EXPECT_EQ(DeadlineOf(PayItemState::kPaid, kToday, weeks)->day, CivilDay(2020, 6, 16));
  EXPECT_EQ(DeadlineOf(ClaimState::kDraft, kToday, weeks), std::nullopt);
  EXPECT_EQ(PublicityUntil(kToday, {}, weeks).day, CivilDay(2020, 6, 22));
  EXPECT_EQ(PublicityUntil(kToday, {.days = 7, .unit = PeriodUnit::kCalendar}, weeks).day,
            CivilDay(2020, 6, 22));
  EXPECT_EQ(PublicityUntil(kToday, {.days = 7, .unit = PeriodUnit::kWorkday}, weeks).day,
            CivilDay(2020, 6, 24));
}

TEST(StageClockTest, Lights) {
  EXPECT_EQ(LightOf(3, 5), Light::kGreen);
  EXPECT_EQ(LightOf(4, 5), Light::kYellow);
  EXPECT_EQ(LightOf(5, 5), Light::kRed);
  EXPECT_EQ(LightOf(7, 5), Light::kRed);
  EXPECT_EQ(LightOf(8, 5), Light::kLeader);
  EXPECT_EQ(LightOf(2, 3), Light::kGreen);
}

}  // namespace
}  // namespace ladder::subsidy
