#include "platform/feed/numberer.h"

#include <algorithm>
#include <utility>

#include "platform/log/log.h"
#include "platform/status/status.h"

namespace ladder::feed {
namespace {

// One row a partition: where it stands, whether anything is pending, and whether it is this owner's
// to number.
constexpr char kSurvey[] =
    "SELECT h.partition_no, h.last_seq, e.epoch, "
    "(SELECT 1 FROM event_pending p WHERE p.partition_no = h.partition_no LIMIT 1), "
    "h.lease_owner = ? OR h.lease_until < UTC_TIMESTAMP(6) "
    "FROM feed_head h JOIN feed_epoch e ON e.id = 1";

// A stopped process may hold the lock until the server ends its session: the other partitions must
// not wait for it.
constexpr char kLockHead[] =
    "SELECT last_seq, lease_owner = ? OR lease_until < UTC_TIMESTAMP(6) FROM feed_head "
    "WHERE partition_no = ? FOR UPDATE NOWAIT";
constexpr char kSelectPending[] =
    "SELECT event_id FROM event_pending WHERE partition_no = ? ORDER BY event_id LIMIT ?";
constexpr char kInsertLog[] = "INSERT INTO event_log (partition_no, seq, event_id) VALUES";
// By the full primary key, one row a statement: a range takes rows that committed after the read,
// and an IN list may scan and then wait on every open writer.
constexpr char kDeletePending[] =
    "DELETE FROM event_pending WHERE partition_no = ? AND event_id = ?";
constexpr char kMoveHead[] =
    "UPDATE feed_head SET last_seq = ?, lease_owner = ?, "
    "lease_until = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND "
    "WHERE partition_no = ? AND last_seq = ?";

}  // namespace

Numberer::Numberer(mysql::Database& database, const SystemClock& clock, Heads& heads,
                   Wakeup& wakeup, NumbererOptions options)
    : database_(database),
      clock_(clock),
      heads_(heads),
      wakeup_(wakeup),
      options_(std::move(options)),
      owner_(Ulid::New(clock.Now())) {}

Numberer::~Numberer() { Stop(); }

void Numberer::Start() {
  LADDER_INVARIANT(!thread_.joinable());
  thread_ = std::thread([this] { Loop(); });
}

void Numberer::Stop() {
  stopping_.store(true);
  wakeup_.Close();
  if (thread_.joinable()) thread_.join();
}

Numberer::Status Numberer::status() const {
  std::lock_guard lock(status_mutex_);
  return status_;
}

void Numberer::Loop() {
  absl::Time next_poll = clock_.Now();
  while (!stopping_.load()) {
    const uint64_t rung = wakeup_.Wait(std::max(absl::ZeroDuration(), next_poll - clock_.Now()));
    if (rung != 0) Record(NumberRung(rung));
    if (stopping_.load() || clock_.Now() < next_poll) continue;
    const absl::StatusOr<bool> more = NumberPending();
    Record(more.status());
    absl::Duration pause = options_.poll;
    if (!more.ok()) pause = options_.error_pause;
    if (more.ok() && *more) pause = absl::ZeroDuration();
    next_poll = clock_.Now() + pause;
  }
}

absl::Status Numberer::NumberRung(uint64_t rung) {
  std::vector<int> partitions;
  for (int partition = 0; partition < kPartitions; ++partition) {
    if ((rung >> partition & 1) != 0) partitions.push_back(partition);
  }
  uint64_t full = 0;
  const absl::Status status = NumberEach(partitions, &full);
  for (int partition = 0; partition < kPartitions; ++partition) {
    if ((full >> partition & 1) != 0) wakeup_.Ring(partition);
  }
  return status;
}

absl::StatusOr<bool> Numberer::NumberPending() {
  LADDER_ASSIGN_OR_RETURN(const std::vector<int> partitions, Survey());
  uint64_t full = 0;
  LADDER_RETURN_IF_ERROR(NumberEach(partitions, &full));
  return full != 0;
}

absl::Status Numberer::NumberEach(const std::vector<int>& partitions, uint64_t* full) {
  absl::Status first_error;
  for (int partition : partitions) {
    const absl::StatusOr<Batch> batch = NumberPartition(partition);
    // Without a database nothing goes on; any other failure is this partition's alone.
    if (absl::IsUnavailable(batch.status())) return batch.status();
    first_error.Update(batch.status());
    if (batch.ok() && batch->numbered == options_.batch_max) *full |= uint64_t{1} << partition;
  }
  return first_error;
}

absl::StatusOr<std::vector<int>> Numberer::Survey() {
  HeadView view;
  std::vector<int> partitions;
  Step("survey");
  const absl::Status status = database_.Read([&](mysql::Transaction& tx) -> absl::Status {
    partitions.clear();
    LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSurvey, {owner_}));
    if (rows.size() != kPartitions) {
      return absl::FailedPreconditionError("the feed's heads or its epoch are missing");
    }
    for (const mysql::Row& row : rows) {
      view.last_seq[static_cast<size_t>(row.Int(0))] = row.Int(1);
      view.epoch = row.Id(2);
      if (row.OptInt(3) && row.Bool(4)) partitions.push_back(static_cast<int>(row.Int(0)));
    }
    return absl::OkStatus();
  });
  LADDER_RETURN_IF_ERROR(status);
  heads_.Publish(view);
  return partitions;
}

absl::StatusOr<Numberer::Batch> Numberer::NumberPartition(int partition) {
  // A commit whose outcome is lost may be run again: what it numbered is no longer pending then.
  const absl::StatusOr<Batch> batch = database_.Transact(
      {.repeatable = true}, [&](mysql::Transaction& tx) { return NumberLocked(tx, partition); });
  // Another replica is at work on this partition: it numbers, or the next poll does.
  if (absl::IsAborted(batch.status())) return Batch();
  LADDER_RETURN_IF_ERROR(batch.status());
  Step("committed");
  if (batch->numbered > 0) {
    heads_.Advance(partition, batch->last_seq);
    std::lock_guard lock(status_mutex_);
    status_.numbered += batch->numbered;
  }
  return batch;
}

absl::StatusOr<Numberer::Batch> Numberer::NumberLocked(mysql::Transaction& tx, int partition) {
  Step("lock head");
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> head,
                          tx.QueryOne(kLockHead, {owner_, partition}));
  if (!head) return absl::FailedPreconditionError("a head of the feed is missing");
  const int64_t first = head->Int(0);
  if (!head->Bool(1)) return Batch{.numbered = 0, .last_seq = first};

  Step("read pending");
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows pending,
                          tx.Query(kSelectPending, {partition, options_.batch_max}));
  if (pending.empty()) return Batch{.numbered = 0, .last_seq = first};

  int64_t seq = first;
  std::vector<mysql::Values> rows;
  rows.reserve(pending.size());
  for (const mysql::Row& row : pending) rows.push_back({partition, ++seq, row.Id(0)});
  Step("insert log");
  LADDER_RETURN_IF_ERROR(tx.InsertMany(kInsertLog, rows).status());

  for (const mysql::Row& row : pending) {
    Step("delete pending");
    LADDER_ASSIGN_OR_RETURN(const int64_t deleted,
                            tx.Execute(kDeletePending, {partition, row.Id(0)}));
    if (deleted != 1) return absl::InternalError("a pending event went away under the head's lock");
  }
  Step("move head");
  LADDER_ASSIGN_OR_RETURN(
      const int64_t moved,
      tx.Execute(kMoveHead,
                 {seq, owner_, absl::ToInt64Microseconds(options_.lease), partition, first}));
  if (moved != 1) return absl::InternalError("a head moved under its lock");
  Step("commit");
  return Batch{.numbered = static_cast<int>(pending.size()), .last_seq = seq};
}

void Numberer::Record(const absl::Status& status) {
  std::lock_guard lock(status_mutex_);
  if (status.ok()) status_.last_pass = clock_.Now();
  // One line when trouble starts, not one a pass.
  if (!status.ok() && status_.last_error.ok()) {
    log::Warning("feed_numberer_failed", {{"status", status.ToString()}});
  }
  status_.last_error = status;
}

void Numberer::Step(absl::string_view statement) const {
  if (options_.before_statement) options_.before_statement(statement);
}

absl::StatusOr<int64_t> CountUnnumbered(mysql::Database& database) {
  constexpr absl::string_view kCount =
      "SELECT COUNT(*) FROM (SELECT 1 FROM event_pending LIMIT 10000) waiting";
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          database.Read([&](mysql::Transaction& tx) { return tx.Query(kCount); }));
  return rows[0].Int(0);
}

}  // namespace ladder::feed
