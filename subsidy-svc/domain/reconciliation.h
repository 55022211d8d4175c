// The ledger against the bank (docs/domain.md 5.5): for every day and batch the payments that we
// hold for paid equal the bank's debits; each difference is an open item that somebody must clear.
//   statement: account|date|count|debits|credits   then   seq|batch|D or C|amount
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "platform/money/fen.h"
#include "subsidy-svc/domain/ledger.h"

namespace ladder::subsidy {

struct StatementLine {
  int64_t seq = 0;
  std::string batch = "";  // empty when the bank names none
  bool debit = true;
  Fen amount = Fen();
  friend bool operator==(const StatementLine&, const StatementLine&) = default;
};

struct Statement {
  std::string account = "";  // ours; the public fund's account, no person's
  CivilDay date = CivilDay();
  std::vector<StatementLine> lines = {};
};

// BANK_HEADER, BANK_LINE, BANK_COUNT, BANK_TOTAL (debits or credits).
absl::StatusOr<Statement> ParseStatement(absl::string_view text);

// A payment that the ledger holds for paid.
struct PaidLine {
  CivilDay day = CivilDay();  // the bank's day, of the result file
  std::string batch = "";
  Fen amount = Fen();
};

enum class OpenItemKind {
  kDifference,  // both know it, the sums differ
  kOnlyBank,    // a debit that we do not know
  kOnlyLedger,  // a payment that the bank did not debit
  kCredit,      // money that came in: to be matched with a return or a clawback
};

absl::string_view OpenItemKindName(OpenItemKind kind);

struct OpenItem {
  OpenItemKind kind = OpenItemKind::kDifference;
  CivilDay day = CivilDay();
  std::string batch = "";
  Fen ledger = Fen();
  Fen bank = Fen();
  friend bool operator==(const OpenItem&, const OpenItem&) = default;
};

// Every difference between the payments and the statements, by day and batch. Empty: reconciled to
// the fen.
std::vector<OpenItem> Reconcile(const std::vector<PaidLine>& paid,
                                const std::vector<Statement>& statements);

// What must still be paid of a budget line: Σ committed - Σ paid - Σ cancelled, which the accounts
// on the way hold. True when the balances agree with the three sums.
bool CommitmentsAgree(const Balances& balances, Fen committed, Fen paid, Fen cancelled);

}  // namespace ladder::subsidy
