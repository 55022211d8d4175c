#include "subsidy-svc/domain/reconciliation.h"

#include <algorithm>
#include <map>
#include <utility>

#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/bank_text.h"

namespace ladder::subsidy {
namespace {

// Characters of a batch's number, as in our own files.
constexpr size_t kBatchMax = 35;
// The greatest amount of a line, so that no sum of a file overflows.
constexpr Fen kLineMax = Fen::Yuan(1'000'000'000'000);

std::optional<StatementLine> ParseLine(const BankCells& cells) {
  if (cells.size() != 4 || (cells[2] != "D" && cells[2] != "C")) return std::nullopt;
  const std::optional<int64_t> seq = ParseBankNumber(cells[0]);
  const std::optional<Fen> amount = ParseBankMoney(cells[3]);
  if (!seq || !amount || *amount > kLineMax || cells[1].size() > kBatchMax) return std::nullopt;
  return StatementLine{
      .seq = *seq, .batch = std::string(cells[1]), .debit = cells[2] == "D", .amount = *amount};
}

struct Sums {
  Fen ledger;
  Fen bank;
  bool in_ledger = false;
  bool in_bank = false;
};

OpenItemKind KindOf(const Sums& sums) {
  if (!sums.in_ledger) return OpenItemKind::kOnlyBank;
  return sums.in_bank ? OpenItemKind::kDifference : OpenItemKind::kOnlyLedger;
}

Fen BalanceOf(const Balances& balances, AccountKind kind) {
  const auto found = balances.find(kind);
  return found == balances.end() ? Fen() : found->second;
}

absl::Status CheckAccountant(const Actor& actor) {
  if (actor.role == Role::kAccountant) return absl::OkStatus();
  return Refuse(Reason::kPayItemActor,
                {{"event", std::string(PayItemEventName(PayItemEvent::kReconcile))},
                 {"role", std::string(RoleName(actor.role))}});
}

}  // namespace

absl::string_view OpenItemKindName(OpenItemKind kind) {
  switch (kind) {
    case OpenItemKind::kDifference:
      return "DIFFERENCE";
    case OpenItemKind::kOnlyBank:
      return "ONLY_BANK";
    case OpenItemKind::kOnlyLedger:
      return "ONLY_LEDGER";
    case OpenItemKind::kCredit:
      return "CREDIT";
  }
  return "";
}

absl::StatusOr<Statement> ParseStatement(absl::string_view text) {
  const std::vector<BankCells> rows = BankLines(text);
  if (rows.empty() || rows[0].size() != 5 || rows[0][0].empty()) return Refuse(Reason::kBankHeader);
  const std::optional<CivilDay> date = ParseBankDay(rows[0][1]);
  const std::optional<int64_t> count = ParseBankNumber(rows[0][2]);
  const std::optional<Fen> debits = ParseBankMoney(rows[0][3]);
  const std::optional<Fen> credits = ParseBankMoney(rows[0][4]);
  if (!date || !count || !debits || !credits) return Refuse(Reason::kBankHeader);
  Statement statement = {.account = std::string(rows[0][0]), .date = *date};
  Fen debit_sum, credit_sum;
  for (size_t i = 1; i < rows.size(); ++i) {
    std::optional<StatementLine> line = ParseLine(rows[i]);
    if (!line || line->seq != static_cast<int64_t>(i)) return BadBankLine(i + 1);
    (line->debit ? debit_sum : credit_sum) += line->amount;
    statement.lines.push_back(*std::move(line));
  }
  if (*count != static_cast<int64_t>(statement.lines.size())) return Refuse(Reason::kBankCount);
  if (*debits != debit_sum || *credits != credit_sum) return Refuse(Reason::kBankTotal);
  return statement;
}

std::vector<OpenItem> Reconcile(const std::vector<PaidLine>& paid,
                                const std::vector<Statement>& statements) {
  std::map<std::pair<CivilDay, std::string>, Sums> by_batch;
  std::vector<OpenItem> items;
  for (const PaidLine& line : paid) {
    Sums& sums = by_batch[{line.day, line.batch}];
    sums.ledger += line.amount;
    sums.in_ledger = true;
  }
  std::vector<OpenItem> credits;
  for (const Statement& statement : statements) {
    for (const StatementLine& line : statement.lines) {
      if (!line.debit) {
        credits.push_back({.kind = OpenItemKind::kCredit,
                           .day = statement.date,
                           .batch = line.batch,
                           .bank = line.amount});
        continue;
      }
      Sums& sums = by_batch[{statement.date, line.batch}];
      sums.bank += line.amount;
      sums.in_bank = true;
    }
  }
  for (const auto& [key, sums] : by_batch) {
    if (sums.ledger == sums.bank) continue;
    items.push_back({.kind = KindOf(sums),
                     .day = key.first,
                     .batch = key.second,
                     .ledger = sums.ledger,
                     .bank = sums.bank});
  }
  items.insert(items.end(), credits.begin(), credits.end());
  return items;
}

std::vector<BatchDebit> DebitsOf(const Statement& statement) {
  std::map<std::string, Fen> sums;
  for (const StatementLine& line : statement.lines) {
    if (line.debit) sums[line.batch] += line.amount;
  }
  std::vector<BatchDebit> debits;
  for (const auto& [batch, amount] : sums) debits.push_back({.batch = batch, .amount = amount});
  return debits;
}

std::vector<OpenItem> NewOpenItems(const std::vector<OpenItem>& found,
                                   const std::vector<OpenItem>& known) {
  std::vector<OpenItem> added;
  for (const OpenItem& item : found) {
    if (std::find(known.begin(), known.end(), item) == known.end()) added.push_back(item);
  }
  return added;
}

std::vector<BatchDebit> AgreedDebits(const std::vector<BatchDebit>& debits,
                                     const std::vector<OpenItem>& items) {
  std::vector<BatchDebit> agreed;
  for (const BatchDebit& debit : debits) {
    const bool open = std::any_of(items.begin(), items.end(), [&](const OpenItem& item) {
      return item.kind != OpenItemKind::kCredit && item.batch == debit.batch;
    });
    if (!open) agreed.push_back(debit);
  }
  return agreed;
}

absl::Status CheckImport(const Statement& statement, const StatementImport& import) {
  LADDER_RETURN_IF_ERROR(CheckAccountant(import.actor));
  if (statement.account != import.our_account) return Refuse(Reason::kStatementAccount);
  if (import.today < statement.date) {
    return Refuse(Reason::kStatementFuture, {{"day", FormatDay(statement.date)}});
  }
  if (import.digest_of_day.value_or(import.digest) == import.digest) return absl::OkStatus();
  return Refuse(Reason::kStatementDayTaken, {{"day", FormatDay(statement.date)}});
}

absl::Status CheckClearing(const OpenItemClearing& clearing) {
  LADDER_RETURN_IF_ERROR(CheckAccountant(clearing.actor));
  if (clearing.cleared) return Refuse(Reason::kOpenItemCleared);
  if (clearing.actor.person == clearing.importer) return Refuse(Reason::kOpenItemSamePerson);
  return absl::OkStatus();
}

Fen OpenCommitments(const Balances& balances) {
  return BalanceOf(balances, AccountKind::kCommitted) + BalanceOf(balances, AccountKind::kPayable) +
         BalanceOf(balances, AccountKind::kInTransit) + BalanceOf(balances, AccountKind::kReturned);
}

bool CommitmentsAgree(const Balances& balances, Fen committed, Fen paid, Fen cancelled) {
  return committed - paid - cancelled == OpenCommitments(balances) &&
         BalanceOf(balances, AccountKind::kPaid) == paid;
}

}  // namespace ladder::subsidy
