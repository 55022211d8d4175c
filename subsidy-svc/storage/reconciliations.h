// The bank's days: what each statement debited, and the differences from the ledger. Our account is
// the county's: who sees them sees the whole county (rpc/county.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/reconciliation.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

// A day of our account whose statement is in.
struct ReconciliationRecord {
  Root root = {};
  std::string account = "";
  CivilDay day = {};
  std::string digest = "";  // of the statement's bytes, 32 bytes
  Fen ledger = Fen();
  Fen bank = Fen();
  int64_t open_count = 0;
  std::string importer = "";  // the principal
  Ulid importer_person = {};
};

// An open item under its day, numbered from 1.
struct OpenItemRecord {
  Ulid reconciliation = {};
  int64_t number = 0;
  OpenItem item = {};
  std::string cleared_by = "";
  std::optional<CivilDay> cleared_on = std::nullopt;
  std::string remark = "";  // may name people
};

// The day, what was debited and its open items, which are numbered in their order. ALREADY_EXISTS
// when the account's day is in.
absl::Status InsertReconciliation(mysql::Transaction& tx, const ReconciliationRecord& record,
                                  const std::vector<BatchDebit>& debits,
                                  const std::vector<OpenItem>& items);
// NOT_FOUND.
absl::StatusOr<ReconciliationRecord> GetReconciliation(mysql::Transaction& tx, const Ulid& id);
absl::StatusOr<ReconciliationRecord> LockReconciliation(mysql::Transaction& tx, const Ulid& id);
// The account's day, if its statement is in.
absl::StatusOr<std::optional<ReconciliationRecord>> ReconciliationOf(mysql::Transaction& tx,
                                                                     absl::string_view account,
                                                                     CivilDay day);
// Adds items to a locked day after those that it has: `known` of them.
absl::Status AddOpenItems(mysql::Transaction& tx, const ReconciliationRecord& before, int64_t known,
                          const std::vector<OpenItem>& items);
// Writes who cleared the item, and counts it off its locked day.
absl::Status SaveCleared(mysql::Transaction& tx, const ReconciliationRecord& before,
                         const OpenItemRecord& item);

struct ReconciliationQuery {
  CivilDay from = CivilDay(1900, 1, 1);
  CivilDay to = kForever;
  bool only_open = false;
  Ulid after = {};
  int limit = 50;
};
// By id.
absl::StatusOr<std::vector<ReconciliationRecord>> ListReconciliations(
    mysql::Transaction& tx, const ReconciliationQuery& query);

struct OpenItemQuery {
  std::optional<Ulid> reconciliation = std::nullopt;
  bool with_cleared = false;
  Ulid after = {};
  int64_t after_number = 0;
  int limit = 50;
};
// By day's id and number.
absl::StatusOr<std::vector<OpenItemRecord>> ListOpenItems(mysql::Transaction& tx,
                                                          const OpenItemQuery& query);
// Every item of a day, cleared ones too.
absl::StatusOr<std::vector<OpenItem>> OpenItemsOf(mysql::Transaction& tx, const Ulid& id);
// NOT_FOUND.
absl::StatusOr<OpenItemRecord> GetOpenItem(mysql::Transaction& tx, const Ulid& id, int64_t number);

// What the day's statement debited, by batch.
absl::StatusOr<std::vector<BatchDebit>> StoredDebits(mysql::Transaction& tx, const Ulid& id);
// What every statement debited of the batch.
absl::StatusOr<Fen> DebitedOf(mysql::Transaction& tx, absl::string_view batch_number);
// What we hold for paid on the day, a line for each batch.
absl::StatusOr<std::vector<PaidLine>> PaidOn(mysql::Transaction& tx, CivilDay day);

}  // namespace ladder::subsidy
