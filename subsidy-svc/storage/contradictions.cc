#include "subsidy-svc/storage/contradictions.h"

#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

// Behind "SELECT " of every statement that Load reads.
#define LADDER_CONTRADICTION_COLUMNS                                               \
  "id, pay_item_id, attempt, pay_batch_id, kept_code, told_code, told_on, actor, " \
  "actor_person, cleared_by, cleared_on, remark_enc FROM contradiction "

constexpr char kNote[] =
    "INSERT INTO contradiction (id, pay_item_id, attempt, pay_batch_id, kept_code, told_code, "
    "told_on, actor, actor_person, recorded_at, remark_enc) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '') ON DUPLICATE KEY UPDATE "
    "cleared_by = IF(told_on < VALUES(told_on), NULL, cleared_by), "
    "cleared_on = IF(told_on < VALUES(told_on), NULL, cleared_on), "
    "actor = IF(told_on < VALUES(told_on), VALUES(actor), actor), "
    "actor_person = IF(told_on < VALUES(told_on), VALUES(actor_person), actor_person), "
    "told_on = GREATEST(told_on, VALUES(told_on))";
constexpr char kOfItem[] =
    "SELECT id FROM contradiction WHERE pay_item_id = ? AND cleared_on IS NULL LIMIT 1";
constexpr char kOfBatch[] =
    "SELECT c.id FROM pay_item i JOIN contradiction c ON c.pay_item_id = i.id "
    "WHERE i.pay_batch_id = ? AND c.cleared_on IS NULL LIMIT 1";
constexpr char kLock[] = "SELECT " LADDER_CONTRADICTION_COLUMNS "WHERE id = ? FOR UPDATE";
constexpr char kListOpen[] = "SELECT " LADDER_CONTRADICTION_COLUMNS
                             "WHERE cleared_on IS NULL AND id > ? ORDER BY id LIMIT ?";
constexpr char kList[] = "SELECT " LADDER_CONTRADICTION_COLUMNS "WHERE id > ? ORDER BY id LIMIT ?";
constexpr char kClear[] =
    "UPDATE contradiction SET cleared_by = ?, cleared_on = ?, remark_enc = ? WHERE id = ?";

ContradictionRecord Load(const mysql::Row& row) {
  return {.id = row.Id(0),
          .item = row.Id(1),
          .attempt = row.Int(2),
          .batch = row.Id(3),
          .kept = row.Text(4),
          .told = row.Text(5),
          .told_on = row.Day(6),
          .importer = row.Text(7),
          .importer_person = row.Id(8),
          .cleared_by = row.OptText(9).value_or(""),
          .cleared_on = row.OptDay(10),
          .remark = row.Text(11)};
}

}  // namespace

absl::Status NoteContradiction(mysql::Transaction& tx, const ContradictionRecord& record) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  return tx
      .Execute(kNote, {record.id, record.item, record.attempt, record.batch, record.kept,
                       record.told, record.told_on, record.importer, record.importer_person, now})
      .status();
}

absl::StatusOr<bool> IsContradicted(mysql::Transaction& tx, const Ulid& item) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kOfItem, {item}));
  return row.has_value();
}

absl::StatusOr<bool> BatchIsContradicted(mysql::Transaction& tx, const Ulid& batch) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kOfBatch, {batch}));
  return row.has_value();
}

absl::StatusOr<std::vector<ContradictionRecord>> ListContradictions(
    mysql::Transaction& tx, const ContradictionQuery& query) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(query.with_cleared ? kList : kListOpen,
                                                           {query.after, query.limit}));
  std::vector<ContradictionRecord> records;
  for (const mysql::Row& row : rows) records.push_back(Load(row));
  return records;
}

absl::StatusOr<ContradictionRecord> LockContradiction(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kLock, {id}));
  if (!row) return NoSuch("contradictions", id);
  return Load(*row);
}

absl::Status SaveExplained(mysql::Transaction& tx, const ContradictionRecord& record) {
  return tx.Execute(kClear, {record.cleared_by, record.cleared_on, record.remark, record.id})
      .status();
}

}  // namespace ladder::subsidy
