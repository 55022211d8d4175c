// A pay item's life: rows 8-12 of docs/domain.md 5.1. One for each line and payee; what comes back
// from the bank is paid again as the next attempt of the same item.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "subsidy-svc/domain/duties.h"

namespace ladder::subsidy {

enum class PayItemState {
  kFundRequested,   // the finance bureau
  kQueried,         // the county office, which answers the finance bureau
  kFundReleased,    // the treasurer
  kBatched,         // two signatures
  kSent,            // the bank's receipt
  kAccepted,        // the bank's result
  kInDoubt,         // no answer by the deadline: the bank is asked, nothing is sent again
  kPaid,            // the accountant
  kReturnedByBank,  // a corrected account
  kUnclaimed,       // back in the fund
  kReconciled,
  kClawbackOpen,  // being taken back
  kClosed,
  kCancelled,  // withdrawn before its money was released
};

inline constexpr PayItemState kPayItemStates[] = {
    PayItemState::kFundRequested, PayItemState::kQueried,    PayItemState::kFundReleased,
    PayItemState::kBatched,       PayItemState::kSent,       PayItemState::kAccepted,
    PayItemState::kInDoubt,       PayItemState::kPaid,       PayItemState::kReturnedByBank,
    PayItemState::kUnclaimed,     PayItemState::kReconciled, PayItemState::kClawbackOpen,
    PayItemState::kClosed,        PayItemState::kCancelled,
};

enum class PayItemEvent {
  kQuery,
  kAnswer,
  kRelease,
  kBatch,
  kUnbatch,  // its batch was voided
  kSend,
  kAccept,
  kFileReject,  // the whole file was refused, or the bank says that it never came
  kDoubt,
  kPay,
  kReturn,
  kReissue,
  kUnclaim,
  kReconcile,
  kOpenClawback,
  kSettleClawback,
  kClose,
  kCancel,
};

inline constexpr PayItemEvent kPayItemEvents[] = {
    PayItemEvent::kQuery,        PayItemEvent::kAnswer,
    PayItemEvent::kRelease,      PayItemEvent::kBatch,
    PayItemEvent::kUnbatch,      PayItemEvent::kSend,
    PayItemEvent::kAccept,       PayItemEvent::kFileReject,
    PayItemEvent::kDoubt,        PayItemEvent::kPay,
    PayItemEvent::kReturn,       PayItemEvent::kReissue,
    PayItemEvent::kUnclaim,      PayItemEvent::kReconcile,
    PayItemEvent::kOpenClawback, PayItemEvent::kSettleClawback,
    PayItemEvent::kClose,        PayItemEvent::kCancel,
};

absl::string_view PayItemStateName(PayItemState state);
absl::string_view PayItemEventName(PayItemEvent event);

// What a returned payment needs (docs/domain.md 5.5).
enum class ReturnAction {
  kFixAccount,  // wrong, closed, blocked, of another name, not allowed
  kStop,        // the payee died: stop and check what was paid
  kRetry,       // a technical failure
  kLookUp,      // the bank calls it a duplicate: ask, never resend blindly
};

absl::string_view ReturnActionName(ReturnAction action);

// What the rules need to know of an item.
struct PayItemProgress {
  PayItemState state = PayItemState::kFundRequested;
  int64_t attempt = 1;
  Beneficiary beneficiary = {};
  std::vector<HeldDuty> held = {};                      // of its claim and of itself
  std::optional<CivilDay> answer_until = std::nullopt;  // the bank's deadline
  std::optional<CivilDay> returned_on = std::nullopt;
  std::optional<ReturnAction> return_action = std::nullopt;
  bool account_changed = false;  // since it was returned
  int64_t retries = 0;           // attempts that failed technically
};

struct PayItemStep {
  PayItemEvent event = PayItemEvent::kQuery;
  Actor actor = {};
  CivilDay today = CivilDay();
  std::optional<ReturnAction> return_action = std::nullopt;  // of RETURN
  int64_t retries_max = 3;
  int unclaimed_days = 180;
};

// The item after the step. Refusals in order: PAY_ITEM_STATE, PAY_ITEM_ACTOR, the duties', then the
// event's guards.
absl::StatusOr<PayItemProgress> ApplyPayItemStep(const PayItemProgress& item,
                                                 const PayItemStep& step);

Duty DutyOf(PayItemEvent event);

// Whether the bank's answer to a question may be typed in: the payment is IN_DOUBT. PAY_ITEM_STATE.
// Every other answer comes in the bank's own files.
absl::Status CheckAnswerable(const PayItemProgress& item);

// What of a line's payments counts as what (docs/domain.md 5.5): every one was committed; one that
// the bank paid stays paid, also while it is taken back; withdrawn and unclaimed ones were
// cancelled.
bool CountsAsPaid(PayItemState state);
bool CountsAsCancelled(PayItemState state);

}  // namespace ladder::subsidy
