#include "subsidy-svc/storage/budget.h"

#include <algorithm>
#include <utility>

#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

constexpr char kInsert[] =
    "INSERT INTO budget_line (id, version, last_event, recorded_at, fund, fund_year, "
    "appropriated_fen) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr char kGet[] =
    "SELECT id, version, last_event, fund, fund_year, appropriated_fen FROM budget_line "
    "WHERE id = ?";
constexpr char kLock[] =
    "SELECT id, version, last_event, fund, fund_year, appropriated_fen FROM budget_line "
    "WHERE id = ? FOR UPDATE";
constexpr char kIdOf[] = "SELECT id FROM budget_line WHERE fund = ? AND fund_year = ?";
constexpr char kList[] =
    "SELECT id, version, last_event, fund, fund_year, appropriated_fen FROM budget_line "
    "WHERE id > ? AND (? = 0 OR fund_year = ?) ORDER BY id LIMIT ?";
constexpr char kUpdate[] =
    "UPDATE budget_line SET version = ?, recorded_at = ?, appropriated_fen = ? "
    "WHERE id = ? AND version = ?";
constexpr char kBalances[] =
    "SELECT kind, balance_fen FROM ledger_account WHERE budget_line_id = ?";
constexpr char kSetBalance[] =
    "INSERT INTO ledger_account (budget_line_id, kind, balance_fen) VALUES (?, ?, ?) "
    "ON DUPLICATE KEY UPDATE balance_fen = ?";
constexpr char kEntryOfKey[] =
    "SELECT id, entry_key, budget_line_id, event, subject, entry_day, recorded_at "
    "FROM ledger_entry WHERE entry_key = ?";
constexpr char kInsertEntry[] =
    "INSERT INTO ledger_entry (id, entry_key, budget_line_id, event, subject, entry_day, "
    "recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr char kInsertLine[] =
    "INSERT INTO ledger_line (entry_id, account_kind, amount_fen) VALUES";
constexpr char kLines[] =
    "SELECT account_kind, amount_fen FROM ledger_line WHERE entry_id = ? ORDER BY account_kind";
constexpr char kEntries[] =
    "SELECT id, entry_key, budget_line_id, event, subject, entry_day, recorded_at "
    "FROM ledger_entry WHERE id > ? AND (? IS NULL OR budget_line_id = ?) "
    "AND (? = '' OR subject = ?) AND entry_day BETWEEN ? AND ? ORDER BY id LIMIT ?";

absl::StatusOr<BudgetRecord> Load(mysql::Transaction& tx, const mysql::Row& row) {
  BudgetRecord budget = {.root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)},
                         .line = {.fund = row.Text(3), .year = row.Int(4)},
                         .appropriated = row.Money(5)};
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kBalances, {budget.root.id}));
  for (const mysql::Row& balance : rows) {
    budget.balances[FromStored<AccountKind>(balance, 0)] = balance.Money(1);
  }
  return budget;
}

absl::StatusOr<EntryRecord> LoadEntry(mysql::Transaction& tx, const mysql::Row& row) {
  EntryRecord entry = {.id = row.Id(0),
                       .posting = {.key = row.Text(1), .event = FromStored<LedgerEvent>(row, 3)},
                       .budget_line = row.Id(2),
                       .subject = row.Text(4),
                       .day = row.Day(5),
                       .recorded = row.Time(6)};
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows lines, tx.Query(kLines, {entry.id}));
  for (const mysql::Row& line : lines) {
    entry.posting.lines.push_back(
        {.account = FromStored<AccountKind>(line, 0), .amount = line.Money(1)});
  }
  return entry;
}

}  // namespace

absl::Status InsertBudget(mysql::Transaction& tx, const BudgetRecord& budget) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  return tx
      .Execute(kInsert, {budget.root.id, budget.root.version, budget.root.last_event, now,
                         budget.line.fund, budget.line.year, budget.appropriated})
      .status();
}

absl::StatusOr<BudgetRecord> GetBudget(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kGet, {id}));
  if (!row) return NoSuch("budgetLines", id);
  return Load(tx, *row);
}

absl::StatusOr<BudgetRecord> LockBudget(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kLock, {id}));
  if (!row) return NoSuch("budgetLines", id);
  return Load(tx, *row);
}

absl::StatusOr<std::optional<BudgetRecord>> LockBudgetOf(mysql::Transaction& tx,
                                                         const BudgetLine& line) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kIdOf, {line.fund, line.year}));
  if (!row) return std::optional<BudgetRecord>();
  LADDER_ASSIGN_OR_RETURN(BudgetRecord budget, LockBudget(tx, row->Id(0)));
  return std::optional<BudgetRecord>(std::move(budget));
}

absl::StatusOr<std::vector<BudgetRecord>> ListBudgets(mysql::Transaction& tx, int64_t year,
                                                      const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kList, {after, year, year, limit}));
  std::vector<BudgetRecord> budgets;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(BudgetRecord budget, Load(tx, row));
    budgets.push_back(std::move(budget));
  }
  return budgets;
}

absl::Status SaveBudget(mysql::Transaction& tx, const BudgetRecord& before,
                        const BudgetRecord& after) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  LADDER_ASSIGN_OR_RETURN(const int64_t saved,
                          tx.Execute(kUpdate, {after.root.version, now, after.appropriated,
                                               after.root.id, before.root.version}));
  if (saved != 1) return Refuse(::ladder::Reason::kEtagMismatch);
  for (const auto& [kind, balance] : after.balances) {
    if (before.BalanceOf(kind) == balance) continue;
    LADDER_RETURN_IF_ERROR(
        tx.Execute(kSetBalance, {after.root.id, Stored(kind), balance, balance}).status());
  }
  return absl::OkStatus();
}

absl::Status PostEntry(mysql::Transaction& tx, BudgetRecord& budget, const Posting& posting,
                       absl::string_view subject, CivilDay day, absl::Time now) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kEntryOfKey, {posting.key}));
  if (row) {
    LADDER_ASSIGN_OR_RETURN(EntryRecord stored, LoadEntry(tx, *row));
    stored.posting.budget_line = budget.line;
    Posting wanted = posting;
    std::sort(wanted.lines.begin(), wanted.lines.end(),
              [](const LedgerLine& a, const LedgerLine& b) { return a.account < b.account; });
    return CheckRepeat(stored.posting, wanted);
  }
  LADDER_ASSIGN_OR_RETURN(budget.balances, Post(budget.balances, posting));
  LADDER_ASSIGN_OR_RETURN(const absl::Time recorded, tx.DatabaseNow());
  const Ulid id = Ulid::New(now);
  LADDER_RETURN_IF_ERROR(tx.Execute(kInsertEntry, {id, posting.key, budget.root.id,
                                                   Stored(posting.event), subject, day, recorded})
                             .status());
  std::vector<mysql::Values> rows;
  for (const LedgerLine& line : posting.lines) {
    rows.push_back({id, Stored(line.account), line.amount});
  }
  return tx.InsertMany(kInsertLine, rows).status();
}

absl::StatusOr<std::vector<EntryRecord>> ListEntries(mysql::Transaction& tx,
                                                     const EntryQuery& query) {
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(kEntries, {query.after, query.budget_line, query.budget_line, query.subject,
                          query.subject, query.from, query.to, query.limit}));
  std::vector<EntryRecord> entries;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(EntryRecord entry, LoadEntry(tx, row));
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace ladder::subsidy
