#include "subsidy-svc/storage/reconciliations.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

// Behind "SELECT " of every statement that Load reads.
#define LADDER_RECONCILIATION_COLUMNS                                               \
  "id, version, last_event, account, statement_day, digest, ledger_fen, bank_fen, " \
  "open_count, actor, actor_person FROM reconciliation "
// The same of LoadItem.
#define LADDER_OPEN_ITEM_COLUMNS                                                            \
  "o.reconciliation_id, o.item_no, o.kind, r.statement_day, o.batch_number, o.ledger_fen, " \
  "o.bank_fen, o.cleared_by, o.cleared_on, o.remark_enc "                                   \
  "FROM open_item o JOIN reconciliation r ON r.id = o.reconciliation_id "

constexpr char kInsert[] =
    "INSERT INTO reconciliation (id, version, last_event, recorded_at, account, statement_day, "
    "digest, ledger_fen, bank_fen, open_count, actor, actor_person) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kInsertDebits[] =
    "INSERT INTO statement_debit (reconciliation_id, batch_number, bank_fen) VALUES";
constexpr char kInsertItems[] =
    "INSERT INTO open_item (reconciliation_id, item_no, kind, batch_number, ledger_fen, bank_fen, "
    "remark_enc) VALUES";
constexpr char kGet[] = "SELECT " LADDER_RECONCILIATION_COLUMNS "WHERE id = ?";
constexpr char kLock[] = "SELECT " LADDER_RECONCILIATION_COLUMNS "WHERE id = ? FOR UPDATE";
constexpr char kOfDay[] =
    "SELECT " LADDER_RECONCILIATION_COLUMNS "WHERE account = ? AND statement_day = ?";
constexpr char kList[] =
    "SELECT " LADDER_RECONCILIATION_COLUMNS
    "WHERE id > ? AND statement_day BETWEEN ? AND ? AND (? = 0 OR open_count > 0) "
    "ORDER BY id LIMIT ?";
constexpr char kUpdate[] =
    "UPDATE reconciliation SET version = ?, recorded_at = ?, open_count = ? "
    "WHERE id = ? AND version = ?";
constexpr char kItem[] =
    "SELECT " LADDER_OPEN_ITEM_COLUMNS "WHERE o.reconciliation_id = ? AND o.item_no = ?";
constexpr char kItems[] =
    "SELECT " LADDER_OPEN_ITEM_COLUMNS
    "WHERE (o.reconciliation_id > ? OR (o.reconciliation_id = ? AND o.item_no > ?)) "
    "AND (? IS NULL OR o.reconciliation_id = ?) AND (? = 1 OR o.cleared_on IS NULL) "
    "ORDER BY o.reconciliation_id, o.item_no LIMIT ?";
constexpr char kItemsOfDay[] =
    "SELECT " LADDER_OPEN_ITEM_COLUMNS "WHERE o.reconciliation_id = ? ORDER BY o.item_no";
constexpr char kClear[] =
    "UPDATE open_item SET cleared_by = ?, cleared_on = ?, remark_enc = ? "
    "WHERE reconciliation_id = ? AND item_no = ? AND cleared_on IS NULL";
constexpr char kDebits[] =
    "SELECT batch_number, bank_fen FROM statement_debit WHERE reconciliation_id = ? "
    "ORDER BY batch_number";
constexpr char kDebited[] =
    "SELECT COALESCE(CAST(SUM(bank_fen) AS SIGNED), 0) FROM statement_debit "
    "WHERE batch_number = ?";
constexpr char kPaidOn[] =
    "SELECT b.number, CAST(SUM(i.amount_fen) AS SIGNED) FROM pay_item i "
    "JOIN pay_batch b ON b.id = i.pay_batch_id WHERE i.paid_on = ? GROUP BY b.number "
    "ORDER BY b.number";

ReconciliationRecord Load(const mysql::Row& row) {
  return {.root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)},
          .account = row.Text(3),
          .day = row.Day(4),
          .digest = row.Text(5),
          .ledger = row.Money(6),
          .bank = row.Money(7),
          .open_count = row.Int(8),
          .importer = row.Text(9),
          .importer_person = row.Id(10)};
}

OpenItemRecord LoadItem(const mysql::Row& row) {
  return {.reconciliation = row.Id(0),
          .number = row.Int(1),
          .item = {.kind = FromStored<OpenItemKind>(row, 2),
                   .day = row.Day(3),
                   .batch = row.Text(4),
                   .ledger = row.Money(5),
                   .bank = row.Money(6)},
          .cleared_by = row.OptText(7).value_or(""),
          .cleared_on = row.OptDay(8),
          .remark = row.Text(9)};
}

absl::Status InsertItems(mysql::Transaction& tx, const Ulid& id, int64_t known,
                         const std::vector<OpenItem>& items) {
  std::vector<mysql::Values> rows;
  for (const OpenItem& item : items) {
    rows.push_back({id, ++known, Stored(item.kind), item.batch, item.ledger, item.bank, ""});
  }
  return rows.empty() ? absl::OkStatus() : tx.InsertMany(kInsertItems, rows).status();
}

absl::Status SaveCount(mysql::Transaction& tx, const ReconciliationRecord& before, int64_t count) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  LADDER_ASSIGN_OR_RETURN(const int64_t saved,
                          tx.Execute(kUpdate, {before.root.version + 1, now, count, before.root.id,
                                               before.root.version}));
  return saved == 1 ? absl::OkStatus() : Refuse(::ladder::Reason::kEtagMismatch);
}

}  // namespace

absl::Status InsertReconciliation(mysql::Transaction& tx, const ReconciliationRecord& record,
                                  const std::vector<BatchDebit>& debits,
                                  const std::vector<OpenItem>& items) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  LADDER_RETURN_IF_ERROR(
      tx.Execute(kInsert, {record.root.id, record.root.version, record.root.last_event, now,
                           record.account, record.day, record.digest, record.ledger, record.bank,
                           record.open_count, record.importer, record.importer_person})
          .status());
  std::vector<mysql::Values> rows;
  for (const BatchDebit& debit : debits) {
    rows.push_back({record.root.id, debit.batch, debit.amount});
  }
  if (!rows.empty()) LADDER_RETURN_IF_ERROR(tx.InsertMany(kInsertDebits, rows).status());
  return InsertItems(tx, record.root.id, 0, items);
}

absl::StatusOr<ReconciliationRecord> GetReconciliation(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kGet, {id}));
  if (!row) return NoSuch("reconciliations", id);
  return Load(*row);
}

absl::StatusOr<ReconciliationRecord> LockReconciliation(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kLock, {id}));
  if (!row) return NoSuch("reconciliations", id);
  return Load(*row);
}

absl::StatusOr<std::optional<ReconciliationRecord>> ReconciliationOf(mysql::Transaction& tx,
                                                                     absl::string_view account,
                                                                     CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kOfDay, {account, day}));
  if (!row) return std::optional<ReconciliationRecord>();
  return std::optional<ReconciliationRecord>(Load(*row));
}

absl::Status AddOpenItems(mysql::Transaction& tx, const ReconciliationRecord& before, int64_t known,
                          const std::vector<OpenItem>& items) {
  if (items.empty()) return absl::OkStatus();
  LADDER_RETURN_IF_ERROR(InsertItems(tx, before.root.id, known, items));
  return SaveCount(tx, before, before.open_count + static_cast<int64_t>(items.size()));
}

absl::Status SaveCleared(mysql::Transaction& tx, const ReconciliationRecord& before,
                         const OpenItemRecord& item) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kClear, {item.cleared_by, item.cleared_on, item.remark,
                                             item.reconciliation, item.number})
                             .status());
  return SaveCount(tx, before, before.open_count - 1);
}

absl::StatusOr<std::vector<ReconciliationRecord>> ListReconciliations(
    mysql::Transaction& tx, const ReconciliationQuery& query) {
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(kList, {query.after, query.from, query.to, query.only_open, query.limit}));
  std::vector<ReconciliationRecord> records;
  for (const mysql::Row& row : rows) records.push_back(Load(row));
  return records;
}

absl::StatusOr<std::vector<OpenItemRecord>> ListOpenItems(mysql::Transaction& tx,
                                                          const OpenItemQuery& query) {
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(kItems, {query.after, query.after, query.after_number, query.reconciliation,
                        query.reconciliation, query.with_cleared, query.limit}));
  std::vector<OpenItemRecord> items;
  for (const mysql::Row& row : rows) items.push_back(LoadItem(row));
  return items;
}

absl::StatusOr<std::vector<OpenItem>> OpenItemsOf(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kItemsOfDay, {id}));
  std::vector<OpenItem> items;
  for (const mysql::Row& row : rows) items.push_back(LoadItem(row).item);
  return items;
}

absl::StatusOr<OpenItemRecord> GetOpenItem(mysql::Transaction& tx, const Ulid& id, int64_t number) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kItem, {id, number}));
  if (row) return LoadItem(*row);
  return Refuse(::ladder::Reason::kNotFound,
                {{"name", absl::StrCat("reconciliations/", id.ToString(), "/openItems/", number)}});
}

absl::StatusOr<std::vector<BatchDebit>> StoredDebits(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kDebits, {id}));
  std::vector<BatchDebit> debits;
  for (const mysql::Row& row : rows) {
    debits.push_back({.batch = row.Text(0), .amount = row.Money(1)});
  }
  return debits;
}

absl::StatusOr<Fen> DebitedOf(mysql::Transaction& tx, absl::string_view batch_number) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kDebited, {batch_number}));
  return row ? row->Money(0) : Fen();
}

absl::StatusOr<std::vector<PaidLine>> PaidOn(mysql::Transaction& tx, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kPaidOn, {day}));
  std::vector<PaidLine> lines;
  for (const mysql::Row& row : rows) {
    lines.push_back({.day = day, .batch = row.Text(0), .amount = row.Money(1)});
  }
  return lines;
}

}  // namespace ladder::subsidy
