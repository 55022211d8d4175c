#include "subsidy-svc/domain/ledger.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

using A = AccountKind;
using E = LedgerEvent;

struct Move {
  LedgerEvent event;
  const char* name;
  AccountKind from;
  AccountKind to;
};

// docs/domain.md 5.1 "Ledger postings".
constexpr Move kMoves[] = {
    {E::kFunded, "FUNDED", A::kTreasury, A::kAppropriation},
    {E::kApproved, "APPROVED", A::kAppropriation, A::kCommitted},
    {E::kWithdrawn, "WITHDRAWN", A::kCommitted, A::kAppropriation},
    {E::kReleased, "RELEASED", A::kCommitted, A::kPayable},
    {E::kSent, "SENT", A::kPayable, A::kInTransit},
    {E::kFileRejected, "FILE_REJECTED", A::kInTransit, A::kPayable},
    {E::kPaid, "PAID", A::kInTransit, A::kPaid},
    {E::kReturned, "RETURNED", A::kInTransit, A::kReturned},
    {E::kReissued, "REISSUED", A::kReturned, A::kPayable},
    {E::kUnclaimed, "UNCLAIMED", A::kReturned, A::kAppropriation},
    {E::kClawbackReceived, "CLAWBACK_RECEIVED", A::kTreasury, A::kAppropriation},
};

const Move* FindMove(LedgerEvent event) {
  const auto* move = std::find_if(std::begin(kMoves), std::end(kMoves),
                                  [&](const Move& candidate) { return candidate.event == event; });
  return move == std::end(kMoves) ? nullptr : move;
}

}  // namespace

absl::string_view AccountKindName(AccountKind kind) {
  switch (kind) {
    case A::kTreasury:
      return "TREASURY";
    case A::kAppropriation:
      return "APPROPRIATION";
    case A::kCommitted:
      return "COMMITTED";
    case A::kPayable:
      return "PAYABLE";
    case A::kInTransit:
      return "IN_TRANSIT";
    case A::kPaid:
      return "PAID";
    case A::kReturned:
      return "RETURNED";
  }
  return "";
}

absl::string_view LedgerEventName(LedgerEvent event) {
  const Move* move = FindMove(event);
  return move == nullptr ? "REVERSED" : move->name;
}

std::optional<LedgerEvent> LedgerEventOf(PayItemEvent event) {
  switch (event) {
    case PayItemEvent::kRelease:
      return E::kReleased;
    case PayItemEvent::kSend:
      return E::kSent;
    case PayItemEvent::kFileReject:
      return E::kFileRejected;
    case PayItemEvent::kPay:
      return E::kPaid;
    case PayItemEvent::kReturn:
      return E::kReturned;
    case PayItemEvent::kReissue:
      return E::kReissued;
    case PayItemEvent::kUnclaim:
      return E::kUnclaimed;
    case PayItemEvent::kCancel:
      return E::kWithdrawn;
    case PayItemEvent::kQuery:
    case PayItemEvent::kAnswer:
    case PayItemEvent::kBatch:
    case PayItemEvent::kUnbatch:
    case PayItemEvent::kAccept:
    case PayItemEvent::kDoubt:
    case PayItemEvent::kReconcile:
    case PayItemEvent::kOpenClawback:
    case PayItemEvent::kSettleClawback:
    case PayItemEvent::kClose:
      return std::nullopt;
  }
  return std::nullopt;
}

absl::string_view FundOf(Policy policy) {
  switch (policy) {
    case Policy::kPwPost:
    case Policy::kTransport:
    case Policy::kStartup:
    case Policy::kSi:
    case Policy::kAbsorb:
    case Policy::kTrain:
    case Policy::kLiving:
      return "FUND_EMPLOYMENT";
    case Policy::kLoan:
      return "FUND_INCLUSIVE_FINANCE";
    case Policy::kPension:
      return "FUND_COUNTY";
    case Policy::kMedical:
      return "FUND_MEDICAL_AID";
  }
  return "";
}

absl::Status CheckFund(const BudgetLine& line) {
  const bool known = std::any_of(std::begin(kPolicies), std::end(kPolicies),
                                 [&](Policy policy) { return FundOf(policy) == line.fund; });
  return known ? absl::OkStatus() : RefuseField(::ladder::Reason::kFieldEnum, "budget_line.fund");
}

std::string PostingKey(LedgerEvent event, absl::string_view subject) {
  return absl::StrCat(LedgerEventName(event), ":", subject);
}

absl::StatusOr<Posting> MakePosting(LedgerEvent event, const BudgetLine& line, Fen amount,
                                    absl::string_view subject) {
  const Move* move = FindMove(event);
  LADDER_INVARIANT(move != nullptr);
  if (amount <= Fen()) return Refuse(Reason::kLedgerAmount);
  return Posting{.key = PostingKey(event, subject),
                 .budget_line = line,
                 .event = event,
                 .lines = {{move->from, -amount}, {move->to, amount}}};
}

absl::StatusOr<Posting> Reverse(const Posting& posting, bool reversed) {
  if (reversed || !posting.reverses.empty()) return Refuse(Reason::kLedgerReversed);
  Posting reversal = {.key = PostingKey(E::kReversed, posting.key),
                      .budget_line = posting.budget_line,
                      .event = E::kReversed,
                      .lines = posting.lines,
                      .reverses = posting.key};
  for (LedgerLine& line : reversal.lines) line.amount = -line.amount;
  return reversal;
}

absl::StatusOr<Balances> Post(const Balances& balances, const Posting& posting) {
  Fen sum;
  for (const LedgerLine& line : posting.lines) sum += line.amount;
  if (sum != Fen() || posting.lines.empty()) return Refuse(Reason::kLedgerUnbalanced);
  Balances after = balances;
  for (const LedgerLine& line : posting.lines) after[line.account] += line.amount;
  for (const LedgerLine& line : posting.lines) {
    if (line.account == A::kTreasury || after[line.account] >= Fen()) continue;
    return Refuse(Reason::kLedgerShort, {{"account", std::string(AccountKindName(line.account))}});
  }
  return after;
}

absl::Status CheckRepeat(const Posting& stored, const Posting& wanted) {
  return stored == wanted ? absl::OkStatus() : Refuse(Reason::kLedgerKeyReused);
}

}  // namespace ladder::subsidy
