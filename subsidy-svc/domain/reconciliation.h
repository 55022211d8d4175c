// The ledger against the bank (docs/domain.md 5.5): for every day and batch the payments that we
// hold for paid equal the bank's debits; each difference is an open item that somebody must clear.
//   statement: account|date|count|debits|credits   then   seq|batch|D or C|amount
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/calendar/civil_day.h"
#include "platform/money/fen.h"
#include "subsidy-svc/domain/duties.h"
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

// What the bank debited of one batch; of several lines their sum.
struct BatchDebit {
  std::string batch = "";
  Fen amount = Fen();
  friend bool operator==(const BatchDebit&, const BatchDebit&) = default;
};

// By batch.
std::vector<BatchDebit> DebitsOf(const Statement& statement);

// BANK_HEADER, BANK_LINE (also for a batch number over 35 characters or an amount over 10^12 yuan),
// BANK_COUNT, BANK_TOTAL (debits or credits).
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

// Those of `found` that are not among `known`: what a later look at a day adds to it.
std::vector<OpenItem> NewOpenItems(const std::vector<OpenItem>& found,
                                   const std::vector<OpenItem>& known);

// The debits whose batches have no open item: the sums were equal.
std::vector<BatchDebit> AgreedDebits(const std::vector<BatchDebit>& debits,
                                     const std::vector<OpenItem>& items);

// Who brings a statement in, and what stands for its day.
struct StatementImport {
  Actor actor = {};
  CivilDay today = CivilDay();
  std::string our_account = "";
  std::string digest = "";
  std::optional<std::string> digest_of_day = std::nullopt;  // of the statement that is in
};
// In order: PAY_ITEM_ACTOR unless the accountant's; STATEMENT_ACCOUNT; STATEMENT_FUTURE for a day
// after today; STATEMENT_DAY_TAKEN when another statement is in for its day.
absl::Status CheckImport(const Statement& statement, const StatementImport& import);

// Who explains a difference.
struct OpenItemClearing {
  Actor actor = {};
  Ulid importer = Ulid();  // who brought the statement in
  bool cleared = false;
};
// In order: PAY_ITEM_ACTOR unless the accountant's; OPEN_ITEM_CLEARED; OPEN_ITEM_SAME_PERSON.
absl::Status CheckClearing(const OpenItemClearing& clearing);

// What must still be paid of a budget line: what the accounts on the way hold.
Fen OpenCommitments(const Balances& balances);

// Whether the balances are what the three sums of payments say: Σ committed - Σ paid - Σ cancelled
// is open, and what is paid stands on its account.
bool CommitmentsAgree(const Balances& balances, Fen committed, Fen paid, Fen cancelled);

}  // namespace ladder::subsidy
