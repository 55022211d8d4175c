#include "platform/feed/cursor_store.h"

#include <array>
#include <utility>

#include "platform/status/status.h"

namespace ladder::feed {
namespace {

constexpr char kSelectCursors[] =
    "SELECT partition_no, epoch, seq FROM feed_cursor WHERE source = ? ORDER BY partition_no";
constexpr char kInsertCursor[] =
    "INSERT INTO feed_cursor (source, partition_no, epoch, seq) VALUES";
constexpr char kMoveCursor[] =
    "UPDATE feed_cursor SET epoch = ?, seq = ? "
    "WHERE source = ? AND partition_no = ? AND epoch = ? AND seq = ?";
constexpr char kLockCursor[] =
    "SELECT epoch, seq FROM feed_cursor WHERE source = ? AND partition_no = ? FOR UPDATE";

constexpr char kSelectApplied[] =
    "SELECT epoch, event_id, parked FROM applied_event WHERE source = ? AND aggregate = ?";
constexpr char kInsertApplied[] =
    "INSERT INTO applied_event (source, aggregate, partition_no, epoch, event_id, parked) "
    "VALUES (?, ?, ?, ?, ?, ?)";
constexpr char kUpdateApplied[] =
    "UPDATE applied_event SET epoch = ?, event_id = ?, parked = ? "
    "WHERE source = ? AND aggregate = ?";
constexpr char kDeleteApplied[] = "DELETE FROM applied_event WHERE source = ? AND aggregate = ?";
constexpr char kListApplied[] =
    "SELECT aggregate, epoch, event_id, parked FROM applied_event "
    "WHERE source = ? AND partition_no = ? AND aggregate > ? ORDER BY aggregate LIMIT ?";

constexpr char kInsertParked[] =
    "INSERT INTO parked_event (source, aggregate, event_id, partition_no, seq, kind, "
    "version, type, payload, civil_day, reach, trace, gone, tries, reason, parked_time) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE source = source";
constexpr char kSelectFirstParked[] =
    "SELECT event_id, partition_no, seq, kind, version, type, payload, civil_day, reach, "
    "trace, gone, tries, reason FROM parked_event WHERE source = ? AND aggregate = ? "
    "ORDER BY event_id LIMIT 1";
constexpr char kCountTry[] =
    "UPDATE parked_event SET tries = tries + 1, reason = ? "
    "WHERE source = ? AND aggregate = ? AND event_id = ?";
constexpr char kUnpark[] =
    "DELETE FROM parked_event WHERE source = ? AND aggregate = ? AND event_id = ?";
constexpr char kUnparkAll[] = "DELETE FROM parked_event WHERE source = ? AND aggregate = ?";
constexpr char kListParked[] =
    "SELECT DISTINCT aggregate FROM parked_event WHERE source = ? AND aggregate > ? "
    "ORDER BY aggregate LIMIT ?";
constexpr char kCountParked[] =
    "SELECT COUNT(*) FROM (SELECT 1 FROM parked_event WHERE source = ? LIMIT ?) AS waiting";

constexpr char kDisownApplied[] =
    "UPDATE applied_event SET epoch = ? WHERE source = ? AND partition_no = ? AND epoch <> ? LIMIT "
    "?";

constexpr char kInsertLease[] =
    "INSERT INTO feed_lease (source, owner, valid_until) "
    "VALUES (?, ?, UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND)";
constexpr char kSelectLease[] = "SELECT 1 FROM feed_lease WHERE source = ?";
constexpr char kTakeLease[] =
    "UPDATE feed_lease SET owner = ?, valid_until = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND "
    "WHERE source = ? AND (owner = ? OR valid_until < UTC_TIMESTAMP(6))";
constexpr char kDropLease[] = "DELETE FROM feed_lease WHERE source = ? AND owner = ?";

}  // namespace

absl::StatusOr<std::vector<Cursor>> CursorStore::ReadCursors(mysql::Transaction& tx) const {
  std::vector<Cursor> cursors(kPartitions);
  std::array<bool, kPartitions> found = {};
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSelectCursors, {source_}));
  for (const mysql::Row& row : rows) {
    const size_t p = static_cast<size_t>(row.Int(0));
    found[p] = true;
    cursors[p] = {.partition = static_cast<int>(p), .epoch = row.Id(1), .seq = row.Int(2)};
  }
  std::vector<mysql::Values> missing;
  for (size_t p = 0; p < kPartitions; ++p) {
    if (found[p]) continue;
    cursors[p].partition = static_cast<int>(p);
    missing.push_back({source_, cursors[p].partition, Ulid(), 0});
  }
  if (!missing.empty()) {
    LADDER_RETURN_IF_ERROR(tx.InsertMany(kInsertCursor, missing).status());
  }
  return cursors;
}

absl::StatusOr<bool> CursorStore::Move(mysql::Transaction& tx, const Cursor& from,
                                       const Cursor& to) const {
  LADDER_ASSIGN_OR_RETURN(
      const int64_t moved,
      tx.Execute(kMoveCursor, {to.epoch, to.seq, source_, from.partition, from.epoch, from.seq}));
  return moved == 1;
}

absl::StatusOr<Cursor> CursorStore::Lock(mysql::Transaction& tx, int partition) const {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kLockCursor, {source_, partition}));
  if (!row) return absl::InternalError("a cursor is missing");
  return Cursor{.partition = partition, .epoch = row->Id(0), .seq = row->Int(1)};
}

absl::StatusOr<Applied> CursorStore::ReadApplied(mysql::Transaction& tx,
                                                 const std::string& aggregate) const {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kSelectApplied, {source_, aggregate}));
  if (!row) return Applied{.aggregate = aggregate};
  return Applied{.aggregate = aggregate,
                 .exists = true,
                 .epoch = row->Id(0),
                 .event_id = row->Id(1),
                 .parked = row->Bool(2)};
}

absl::Status CursorStore::SaveApplied(mysql::Transaction& tx, int partition,
                                      const Applied& applied) const {
  if (applied.exists) {
    return tx
        .Execute(kUpdateApplied,
                 {applied.epoch, applied.event_id, applied.parked, source_, applied.aggregate})
        .status();
  }
  return tx
      .Execute(kInsertApplied, {source_, applied.aggregate, partition, applied.epoch,
                                applied.event_id, applied.parked})
      .status();
}

absl::Status CursorStore::DeleteApplied(mysql::Transaction& tx,
                                        const std::string& aggregate) const {
  return tx.Execute(kDeleteApplied, {source_, aggregate}).status();
}

absl::StatusOr<std::vector<Applied>> CursorStore::ListApplied(mysql::Transaction& tx, int partition,
                                                              const std::string& after,
                                                              int limit) const {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kListApplied, {source_, partition, after, limit}));
  std::vector<Applied> list;
  for (const mysql::Row& row : rows) {
    list.push_back({.aggregate = row.Text(0),
                    .exists = true,
                    .epoch = row.Id(1),
                    .event_id = row.Id(2),
                    .parked = row.Bool(3)});
  }
  return list;
}

absl::Status CursorStore::Park(mysql::Transaction& tx, const Parked& parked, absl::Time now) const {
  const Event& event = parked.task.event;
  return tx
      .Execute(kInsertParked, {source_, event.aggregate, event.id, event.partition, event.seq,
                               static_cast<int>(parked.task.kind), event.version, event.type,
                               event.payload, event.day, FormatReach(event.reach), event.trace,
                               event.tombstone, parked.tries, parked.reason, now})
      .status();
}

absl::StatusOr<std::optional<Parked>> CursorStore::FirstParked(mysql::Transaction& tx,
                                                               const std::string& aggregate) const {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kSelectFirstParked, {source_, aggregate}));
  if (!row) return std::optional<Parked>();
  Task task{.kind = static_cast<TaskKind>(row->Int(3)),
            .event = {.partition = static_cast<int>(row->Int(1)),
                      .seq = row->Int(2),
                      .id = row->Id(0),
                      .aggregate = aggregate,
                      .version = row->Int(4),
                      .type = row->Text(5),
                      .payload = row->Text(6),
                      .day = row->Day(7),
                      .reach = {},
                      .trace = row->Text(9),
                      .tombstone = row->Bool(10)}};
  LADDER_ASSIGN_OR_RETURN(task.event.reach, ParseReach(row->Text(8)));
  Parked parked{.task = std::move(task), .tries = row->Int(11), .reason = row->Text(12)};
  return std::optional<Parked>(std::move(parked));
}

absl::Status CursorStore::CountTry(mysql::Transaction& tx, const Parked& parked,
                                   const std::string& reason) const {
  return tx.Execute(kCountTry, {reason, source_, parked.task.event.aggregate, parked.task.event.id})
      .status();
}

absl::Status CursorStore::Unpark(mysql::Transaction& tx, const std::string& aggregate,
                                 const Ulid& event_id) const {
  return tx.Execute(kUnpark, {source_, aggregate, event_id}).status();
}

absl::Status CursorStore::UnparkAll(mysql::Transaction& tx, const std::string& aggregate) const {
  return tx.Execute(kUnparkAll, {source_, aggregate}).status();
}

absl::StatusOr<std::vector<std::string>> CursorStore::ListParked(mysql::Transaction& tx,
                                                                 const std::string& after,
                                                                 int limit) const {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kListParked, {source_, after, limit}));
  std::vector<std::string> aggregates;
  for (const mysql::Row& row : rows) aggregates.push_back(row.Text(0));
  return aggregates;
}

absl::StatusOr<int64_t> CursorStore::CountParked(mysql::Transaction& tx, int limit) const {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kCountParked, {source_, limit}));
  return row->Int(0);
}

absl::StatusOr<int64_t> CursorStore::DisownApplied(mysql::Transaction& tx, int partition,
                                                   int limit) const {
  return tx.Execute(kDisownApplied, {Ulid(), source_, partition, Ulid(), limit});
}

absl::StatusOr<bool> CursorStore::TakeLease(mysql::Transaction& tx, const Ulid& owner,
                                            absl::Duration lease) const {
  const int64_t micros = absl::ToInt64Microseconds(lease);
  LADDER_ASSIGN_OR_RETURN(const int64_t taken,
                          tx.Execute(kTakeLease, {owner, micros, source_, owner}));
  if (taken == 1) return true;
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kSelectLease, {source_}));
  if (row) return false;
  LADDER_RETURN_IF_ERROR(tx.Execute(kInsertLease, {source_, owner, micros}).status());
  return true;
}

absl::Status CursorStore::DropLease(mysql::Transaction& tx, const Ulid& owner) const {
  return tx.Execute(kDropLease, {source_, owner}).status();
}

}  // namespace ladder::feed
