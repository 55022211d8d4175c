// The ledger: double entry, one set of accounts for each fund and year (docs/architecture.md 6,
// docs/domain.md 5.1). Postings are balanced, immutable and idempotent by key; a correction is a
// reversing posting.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/money/fen.h"
#include "subsidy-svc/domain/pay_item.h"
#include "subsidy-svc/domain/policy.h"

namespace ladder::subsidy {

// Where money stands. Its way is from top to bottom.
enum class AccountKind {
  kTreasury,       // the outside: the only one that may be negative
  kAppropriation,  // free
  kCommitted,      // approved
  kPayable,        // released by the finance bureau
  kInTransit,      // in a file that was sent
  kPaid,
  kReturned,  // came back from the bank
};

inline constexpr AccountKind kAccountKinds[] = {
    AccountKind::kTreasury, AccountKind::kAppropriation, AccountKind::kCommitted,
    AccountKind::kPayable,  AccountKind::kInTransit,     AccountKind::kPaid,
    AccountKind::kReturned,
};

absl::string_view AccountKindName(AccountKind kind);

enum class LedgerEvent {
  kFunded,            // treasury to appropriation
  kApproved,          // appropriation to committed
  kWithdrawn,         // committed to appropriation, before the release
  kReleased,          // committed to payable
  kSent,              // payable to in transit
  kFileRejected,      // in transit to payable
  kPaid,              // in transit to paid
  kReturned,          // in transit to returned
  kReissued,          // returned to payable
  kUnclaimed,         // returned to appropriation
  kClawbackReceived,  // treasury to appropriation of the year
  kReversed,          // the opposite of a posting
};

inline constexpr LedgerEvent kLedgerEvents[] = {
    LedgerEvent::kFunded,
    LedgerEvent::kApproved,
    LedgerEvent::kWithdrawn,
    LedgerEvent::kReleased,
    LedgerEvent::kSent,
    LedgerEvent::kFileRejected,
    LedgerEvent::kPaid,
    LedgerEvent::kReturned,
    LedgerEvent::kReissued,
    LedgerEvent::kUnclaimed,
    LedgerEvent::kClawbackReceived,
    LedgerEvent::kReversed,
};

absl::string_view LedgerEventName(LedgerEvent event);

// The posting that a pay item's step makes, if any.
std::optional<LedgerEvent> LedgerEventOf(PayItemEvent event);

// Whose accounts: a fund source and a year.
struct BudgetLine {
  std::string fund = "";  // "FUND_EMPLOYMENT"
  int64_t year = 0;
  friend auto operator<=>(const BudgetLine&, const BudgetLine&) = default;
};

// The fund that pays a policy (docs/domain.md 4.2).
absl::string_view FundOf(Policy policy);

// FIELD_ENUM about "budget_line.fund" unless a policy is paid by the fund.
absl::Status CheckFund(const BudgetLine& line);

// Money into (+) or out of (-) an account.
struct LedgerLine {
  AccountKind account = AccountKind::kTreasury;
  Fen amount = Fen();
  friend bool operator==(const LedgerLine&, const LedgerLine&) = default;
};

struct Posting {
  std::string key = "";  // the same key is the same posting, for ever: "SENT:01H...-2"
  BudgetLine budget_line = {};
  LedgerEvent event = LedgerEvent::kFunded;
  std::vector<LedgerLine> lines = {};
  std::string reverses = "";  // key of the posting that this one takes back
  friend bool operator==(const Posting&, const Posting&) = default;
};

// "SENT:01H...": a posting's key from the event and what it is about, such as a pay item's
// end-to-end id.
std::string PostingKey(LedgerEvent event, absl::string_view subject);

// LEDGER_AMOUNT unless amount > 0. kReversed is made by Reverse alone.
absl::StatusOr<Posting> MakePosting(LedgerEvent event, const BudgetLine& line, Fen amount,
                                    absl::string_view subject);

// The posting that takes `posting` back. LEDGER_REVERSED when it is itself a reversal or `reversed`
// before.
absl::StatusOr<Posting> Reverse(const Posting& posting, bool reversed);

// Balances of one budget line's accounts; absent is zero.
using Balances = std::map<AccountKind, Fen>;

// The balances after the posting. LEDGER_UNBALANCED; LEDGER_SHORT naming the account that would
// fall below zero.
absl::StatusOr<Balances> Post(const Balances& balances, const Posting& posting);

// Whether `stored` is the same posting, so that `wanted` needs no work. LEDGER_KEY_REUSED when only
// the key is the same.
absl::Status CheckRepeat(const Posting& stored, const Posting& wanted);

}  // namespace ladder::subsidy
