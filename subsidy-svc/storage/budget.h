// Budget lines and the ledger below each. A line's row is the lock of its accounts and its queue.
// Funds are the county's, no division's: who sees them sees the whole county (rpc/county.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

// ALREADY_EXISTS when the fund has a line for the year.
absl::Status InsertBudget(mysql::Transaction& tx, const BudgetRecord& budget);
// NOT_FOUND.
absl::StatusOr<BudgetRecord> GetBudget(mysql::Transaction& tx, const Ulid& id);
absl::StatusOr<BudgetRecord> LockBudget(mysql::Transaction& tx, const Ulid& id);
// The line of a fund and year, locked, if there is one.
absl::StatusOr<std::optional<BudgetRecord>> LockBudgetOf(mysql::Transaction& tx,
                                                         const BudgetLine& line);
// By id after `after`, of one year unless it is 0.
absl::StatusOr<std::vector<BudgetRecord>> ListBudgets(mysql::Transaction& tx, int64_t year,
                                                      const Ulid& after, int limit);
// The root row and every balance.
absl::Status SaveBudget(mysql::Transaction& tx, const BudgetRecord& before,
                        const BudgetRecord& after);

// Posts under the line's lock and changes `budget`'s balances in memory; SaveBudget stores them.
// The same posting again changes nothing. LEDGER_SHORT, LEDGER_KEY_REUSED.
absl::Status PostEntry(mysql::Transaction& tx, BudgetRecord& budget, const Posting& posting,
                       absl::string_view subject, CivilDay day, absl::Time now);

struct EntryQuery {
  std::optional<Ulid> budget_line = std::nullopt;
  std::string subject = "";
  CivilDay from = CivilDay(1900, 1, 1);
  CivilDay to = kForever;
  Ulid after = {};
  int limit = 50;
};
// By id.
absl::StatusOr<std::vector<EntryRecord>> ListEntries(mysql::Transaction& tx,
                                                     const EntryQuery& query);

}  // namespace ladder::subsidy
