#include "platform/feed/event_log.h"

#include <algorithm>
#include <utility>

#include "platform/status/status.h"

namespace ladder::feed {
namespace {

constexpr char kSelectEpoch[] = "SELECT epoch FROM feed_epoch WHERE id = 1";
constexpr char kSelectEpochForUpdate[] = "SELECT epoch FROM feed_epoch WHERE id = 1 FOR UPDATE";
constexpr char kInsertEpoch[] = "INSERT INTO feed_epoch (id, epoch) VALUES (1, ?)";
constexpr char kUpdateEpoch[] = "UPDATE feed_epoch SET epoch = ? WHERE id = 1";

constexpr char kSelectBounds[] =
    "SELECT h.partition_no, h.last_seq, e.epoch, "
    "(SELECT l.seq FROM event_log l WHERE l.partition_no = h.partition_no ORDER BY l.seq LIMIT 1) "
    "FROM feed_head h JOIN feed_epoch e ON e.id = 1 ORDER BY h.partition_no";

constexpr char kSelectAfter[] =
    "SELECT l.seq, e.event_id, e.aggregate, e.version, e.type, e.payload, e.civil_day, e.reach, "
    "e.trace FROM event_log l JOIN event e ON e.event_id = l.event_id "
    "WHERE l.partition_no = ? AND l.seq > ? ORDER BY l.seq LIMIT ?";

constexpr char kSelectOldest[] =
    "SELECT seq, event_id FROM event_log WHERE partition_no = ? ORDER BY seq LIMIT ?";
constexpr char kDeleteLog[] = "DELETE FROM event_log WHERE partition_no = ? AND seq = ?";
constexpr char kDeleteEvent[] = "DELETE FROM event WHERE event_id = ?";

absl::StatusOr<Event> ToEvent(int partition, const mysql::Row& row) {
  Event event{.partition = partition,
              .seq = row.Int(0),
              .id = row.Id(1),
              .aggregate = row.Text(2),
              .version = row.Int(3),
              .type = row.Text(4),
              .payload = row.Text(5),
              .day = row.Day(6),
              .reach = {},
              .trace = row.Text(8)};
  LADDER_ASSIGN_OR_RETURN(event.reach, ParseReach(row.Text(7)));
  return event;
}

// One batch of one partition. The log is numbered in the order of commits and ids carry the time of
// the change, so the oldest numbers are the oldest events but for moments; the first young one ends
// the batch.
absl::StatusOr<int64_t> PruneBatch(mysql::Transaction& tx, int partition, absl::Time before,
                                   int batch_max) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSelectOldest, {partition, batch_max}));
  int64_t pruned = 0;
  for (const mysql::Row& row : rows) {
    if (absl::FromUnixMillis(row.Id(1).time_ms()) >= before) break;
    LADDER_RETURN_IF_ERROR(tx.Execute(kDeleteLog, {partition, row.Int(0)}).status());
    LADDER_RETURN_IF_ERROR(tx.Execute(kDeleteEvent, {row.Id(1)}).status());
    ++pruned;
  }
  return pruned;
}

}  // namespace

bool LogBounds::Covers(int partition, const Ulid& epoch, int64_t seq) const {
  const size_t p = static_cast<size_t>(partition);
  return epoch == heads.epoch && seq <= heads.last_seq[p] && seq >= first_seq[p] - 1;
}

absl::Status EnsureEpoch(mysql::Database& database, absl::Time now) {
  const absl::Status status =
      database.Transact({.repeatable = true}, [&](mysql::Transaction& tx) -> absl::Status {
        LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kSelectEpoch));
        if (row) return absl::OkStatus();
        return tx.Execute(kInsertEpoch, {Ulid::New(now)}).status();
      });
  // Another replica was first, and its epoch holds.
  return absl::IsAlreadyExists(status) ? absl::OkStatus() : status;
}

absl::Status RenewEpoch(mysql::Database& database, absl::Time now) {
  return database.Transact({.repeatable = true}, [&](mysql::Transaction& tx) -> absl::Status {
    LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                            tx.QueryOne(kSelectEpochForUpdate));
    if (!row) return tx.Execute(kInsertEpoch, {Ulid::New(now)}).status();
    return tx.Execute(kUpdateEpoch, {Ulid::After(row->Id(0), now)}).status();
  });
}

absl::StatusOr<LogBounds> ReadBounds(mysql::Transaction& tx) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSelectBounds));
  if (rows.size() != kPartitions) {
    return absl::FailedPreconditionError("the feed's heads or its epoch are missing");
  }
  LogBounds bounds;
  for (const mysql::Row& row : rows) {
    const size_t p = static_cast<size_t>(row.Int(0));
    bounds.heads.epoch = row.Id(2);
    bounds.heads.last_seq[p] = row.Int(1);
    bounds.first_seq[p] = row.OptInt(3).value_or(row.Int(1) + 1);
  }
  return bounds;
}

absl::StatusOr<std::vector<Event>> ReadAfter(mysql::Transaction& tx, int partition,
                                             int64_t after_seq, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kSelectAfter, {partition, after_seq, limit}));
  std::vector<Event> events;
  events.reserve(rows.size());
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(Event event, ToEvent(partition, row));
    events.push_back(std::move(event));
  }
  return events;
}

absl::StatusOr<int64_t> Prune(mysql::Database& database, absl::Time now,
                              const PruneOptions& options) {
  int64_t total = 0;
  for (int partition = 0; partition < kPartitions; ++partition) {
    int64_t pruned = options.batch_max;
    while (pruned == options.batch_max) {
      LADDER_ASSIGN_OR_RETURN(
          pruned, database.Transact({.repeatable = true}, [&](mysql::Transaction& tx) {
            return PruneBatch(tx, partition, now - options.keep, options.batch_max);
          }));
      total += pruned;
    }
  }
  return total;
}

}  // namespace ladder::feed
