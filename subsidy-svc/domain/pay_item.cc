#include "subsidy-svc/domain/pay_item.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

using S = PayItemState;
using E = PayItemEvent;

struct Row {
  PayItemState from;
  PayItemEvent event;
  Roles roles;
  PayItemState to;
};

constexpr Roles kBankFile = {Role::kBank, Role::kSystem};
constexpr Roles kSystem = {Role::kSystem};

// docs/domain.md 5.1, rows 8-12.
constexpr Row kRows[] = {
    {S::kFundRequested, E::kQuery, {Role::kFinance}, S::kQueried},
    {S::kFundRequested, E::kRelease, {Role::kFinance}, S::kFundReleased},
    {S::kFundRequested, E::kCancel, kSystem, S::kCancelled},
    {S::kQueried, E::kAnswer, {Role::kCountyReviewer, Role::kApprover}, S::kFundRequested},
    {S::kQueried, E::kCancel, kSystem, S::kCancelled},
    {S::kFundReleased, E::kBatch, {Role::kTreasurer}, S::kBatched},
    {S::kBatched, E::kUnbatch, {Role::kTreasurer, Role::kSystem}, S::kFundReleased},
    {S::kBatched, E::kSend, {Role::kTreasurer, Role::kBatchChecker, Role::kSystem}, S::kSent},
    {S::kSent, E::kAccept, kBankFile, S::kAccepted},
    {S::kSent, E::kFileReject, kBankFile, S::kBatched},
    {S::kSent, E::kDoubt, kSystem, S::kInDoubt},
    {S::kAccepted, E::kPay, kBankFile, S::kPaid},
    {S::kAccepted, E::kReturn, kBankFile, S::kReturnedByBank},
    {S::kAccepted, E::kDoubt, kSystem, S::kInDoubt},
    {S::kInDoubt, E::kAccept, kBankFile, S::kAccepted},
    {S::kInDoubt, E::kPay, kBankFile, S::kPaid},
    {S::kInDoubt, E::kReturn, kBankFile, S::kReturnedByBank},
    {S::kInDoubt, E::kFileReject, kBankFile, S::kBatched},
    {S::kReturnedByBank,
     E::kReissue,
     {Role::kCommunity, Role::kTreasurer, Role::kSystem},
     S::kFundReleased},
    {S::kReturnedByBank, E::kUnclaim, kSystem, S::kUnclaimed},
    {S::kPaid, E::kReconcile, {Role::kAccountant}, S::kReconciled},
    {S::kReconciled, E::kOpenClawback, {Role::kCountyReviewer, Role::kSystem}, S::kClawbackOpen},
    {S::kReconciled, E::kClose, {Role::kAccountant, Role::kSystem}, S::kClosed},
    // A finding may come years after the item was closed.
    {S::kClosed, E::kOpenClawback, {Role::kCountyReviewer, Role::kSystem}, S::kClawbackOpen},
    {S::kClawbackOpen, E::kSettleClawback, {Role::kAccountant, Role::kApprover}, S::kClosed},
};

const Row* FindRow(PayItemState state, PayItemEvent event) {
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& candidate) {
    return candidate.from == state && candidate.event == event;
  });
  return row == std::end(kRows) ? nullptr : row;
}

absl::Status CheckReissue(const PayItemProgress& item, const PayItemStep& step) {
  switch (item.return_action.value_or(ReturnAction::kLookUp)) {
    case ReturnAction::kFixAccount:
      return item.account_changed ? absl::OkStatus() : Refuse(Reason::kPayItemAccountUnchanged);
    case ReturnAction::kStop:
      return Refuse(Reason::kPayItemPayeeDeceased);
    case ReturnAction::kRetry:
      if (item.retries < step.retries_max) return absl::OkStatus();
      return Refuse(Reason::kPayItemRetriesSpent, {{"max", absl::StrCat(step.retries_max)}});
    case ReturnAction::kLookUp:
      return Refuse(Reason::kPayItemLookUp);
  }
  return absl::OkStatus();
}

absl::Status CheckUnclaim(const PayItemProgress& item, const PayItemStep& step) {
  if (item.returned_on && step.today >= *item.returned_on + step.unclaimed_days) {
    return absl::OkStatus();
  }
  return Refuse(Reason::kPayItemClaimable, {{"days", absl::StrCat(step.unclaimed_days)}});
}

absl::Status CheckDoubt(const PayItemProgress& item, const PayItemStep& step) {
  if (item.answer_until && *item.answer_until < step.today) return absl::OkStatus();
  const std::string until = item.answer_until ? FormatDay(*item.answer_until) : "-";
  return Refuse(Reason::kPayItemAnswerPending, {{"until", until}});
}

absl::Status CheckGuards(const PayItemProgress& item, const PayItemStep& step) {
  if (step.event == E::kReissue) return CheckReissue(item, step);
  if (step.event == E::kUnclaim) return CheckUnclaim(item, step);
  if (step.event == E::kDoubt) return CheckDoubt(item, step);
  return absl::OkStatus();
}

void NoteReturn(PayItemProgress& item, const PayItemStep& step) {
  item.returned_on = step.today;
  item.return_action = step.return_action.value_or(ReturnAction::kLookUp);
  item.account_changed = false;
  if (item.return_action == ReturnAction::kRetry) ++item.retries;
}

}  // namespace

absl::string_view PayItemStateName(PayItemState state) {
  switch (state) {
    case S::kFundRequested:
      return "FUND_REQUESTED";
    case S::kQueried:
      return "QUERIED";
    case S::kFundReleased:
      return "FUND_RELEASED";
    case S::kBatched:
      return "BATCHED";
    case S::kSent:
      return "SENT";
    case S::kAccepted:
      return "ACCEPTED";
    case S::kInDoubt:
      return "IN_DOUBT";
    case S::kPaid:
      return "PAID";
    case S::kReturnedByBank:
      return "RETURNED_BY_BANK";
    case S::kUnclaimed:
      return "UNCLAIMED";
    case S::kReconciled:
      return "RECONCILED";
    case S::kClawbackOpen:
      return "CLAWBACK_OPEN";
    case S::kClosed:
      return "CLOSED";
    case S::kCancelled:
      return "CANCELLED";
  }
  return "";
}

absl::string_view PayItemEventName(PayItemEvent event) {
  constexpr absl::string_view kNames[] = {
      "QUERY",         "ANSWER",          "RELEASE", "BATCH",  "UNBATCH", "SEND",    "ACCEPT",
      "FILE_REJECT",   "DOUBT",           "PAY",     "RETURN", "REISSUE", "UNCLAIM", "RECONCILE",
      "OPEN_CLAWBACK", "SETTLE_CLAWBACK", "CLOSE",   "CANCEL"};
  static_assert(std::size(kNames) == std::size(kPayItemEvents));
  return kNames[static_cast<size_t>(event)];
}

absl::string_view ReturnActionName(ReturnAction action) {
  switch (action) {
    case ReturnAction::kFixAccount:
      return "FIX_ACCOUNT";
    case ReturnAction::kStop:
      return "STOP";
    case ReturnAction::kRetry:
      return "RETRY";
    case ReturnAction::kLookUp:
      return "LOOK_UP";
  }
  return "";
}

Duty DutyOf(PayItemEvent event) {
  if (event == E::kRelease) return Duty::kRelease;
  if (event == E::kBatch) return Duty::kBatch;
  if (event == E::kReconcile) return Duty::kReconcile;
  return Duty::kNone;
}

absl::Status CheckAnswerable(const PayItemProgress& item) {
  if (item.state == S::kInDoubt) return absl::OkStatus();
  return Refuse(Reason::kPayItemState,
                {{"state", std::string(PayItemStateName(item.state))}, {"event", "ANSWER"}});
}

bool CountsAsPaid(PayItemState state) {
  return state == S::kPaid || state == S::kReconciled || state == S::kClawbackOpen ||
         state == S::kClosed;
}

bool CountsAsCancelled(PayItemState state) {
  return state == S::kUnclaimed || state == S::kCancelled;
}

absl::StatusOr<PayItemProgress> ApplyPayItemStep(const PayItemProgress& item,
                                                 const PayItemStep& step) {
  const std::string event(PayItemEventName(step.event));
  const Row* row = FindRow(item.state, step.event);
  if (row == nullptr) {
    return Refuse(Reason::kPayItemState,
                  {{"state", std::string(PayItemStateName(item.state))}, {"event", event}});
  }
  if (!row->roles.Has(step.actor.role)) {
    return Refuse(Reason::kPayItemActor,
                  {{"event", event}, {"role", std::string(RoleName(step.actor.role))}});
  }
  const Duty duty = DutyOf(step.event);
  LADDER_RETURN_IF_ERROR(CheckDuty(step.actor, duty, item.beneficiary, item.held));
  LADDER_RETURN_IF_ERROR(CheckGuards(item, step));

  PayItemProgress after = item;
  after.state = row->to;
  if (step.event == E::kReturn) NoteReturn(after, step);
  if (step.event == E::kReissue) {
    ++after.attempt;
    after.answer_until.reset();
  }
  if (duty != Duty::kNone && !step.actor.person.is_zero()) {
    after.held.push_back({.duty = duty, .person = step.actor.person});
  }
  return after;
}

}  // namespace ladder::subsidy
