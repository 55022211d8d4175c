#include "platform/feed/applier.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "ladder/options/v1/reasons.h"
#include "platform/log/log.h"
#include "platform/status/status.h"

namespace ladder::feed {
namespace {

constexpr int kParkedCountMax = 10'000;
constexpr int kPage = 500;

std::string ReasonName(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason.empty() ? absl::StatusCodeToString(status.code()) : reason;
}

Task StateTask(int partition, const SnapshotItem& item) {
  return {.kind = TaskKind::kState,
          .event = {.partition = partition,
                    .id = item.last_event,
                    .aggregate = item.aggregate,
                    .version = item.version,
                    .type = item.type,
                    .payload = item.state,
                    .reach = {.after = item.divisions},
                    .tombstone = item.deleted}};
}

SnapshotItem ItemOf(const Event& state) {
  return {.aggregate = state.aggregate,
          .version = state.version,
          .last_event = state.id,
          .type = state.type,
          .state = state.payload,
          .deleted = state.tombstone,
          .divisions = state.reach.after};
}

}  // namespace

bool IsPassing(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsAborted(status) || absl::IsCancelled(status) ||
         ReasonOf(status) == InfoOf(Reason::kOverloaded).name;
}

Applier::Applier(mysql::Database& database, const SystemClock& clock, const Handlers& handlers,
                 std::string source, ApplierOptions options)
    : database_(database),
      clock_(clock),
      handlers_(handlers),
      store_(std::move(source)),
      options_(std::move(options)) {}

absl::StatusOr<std::vector<Cursor>> Applier::ReadCursors() {
  const auto read = [this](mysql::Transaction& tx) { return store_.ReadCursors(tx); };
  absl::StatusOr<std::vector<Cursor>> cursors = database_.Transact({.repeatable = true}, read);
  // Another replica made the rows at the same time.
  if (absl::IsAlreadyExists(cursors.status())) return database_.Read(read);
  return cursors;
}

absl::StatusOr<bool> Applier::Apply(Cursor& cursor, const std::vector<Event>& events,
                                    int64_t through) {
  const size_t chunk_max = static_cast<size_t>(options_.chunk_max);
  size_t done = 0;
  do {
    const size_t end = std::min(done + chunk_max, events.size());
    std::vector<Task> tasks;
    for (size_t i = done; i < end; ++i) tasks.push_back({TaskKind::kEvent, events[i]});
    Cursor to = cursor;
    to.seq = end == events.size() ? through : events[end - 1].seq;
    LADDER_ASSIGN_OR_RETURN(
        const bool moved,
        RunChunk({.from = cursor, .to = to, .epoch = cursor.epoch, .tasks = tasks}));
    if (!moved) return false;
    cursor = to;
    done = end;
  } while (done < events.size());
  return true;
}

absl::StatusOr<bool> Applier::Load(const Cursor& cursor, const Ulid& epoch,
                                   const std::vector<SnapshotItem>& items) {
  std::vector<Task> tasks;
  for (const SnapshotItem& item : items) tasks.push_back(StateTask(cursor.partition, item));
  return RunHeld(cursor, epoch, tasks);
}

absl::StatusOr<bool> Applier::FinishLoad(Cursor& cursor, const Ulid& epoch, int64_t head) {
  std::string after;
  bool more = cursor.epoch != epoch;
  while (more) {
    LADDER_ASSIGN_OR_RETURN(const std::vector<Applied> page,
                            database_.Read([&](mysql::Transaction& tx) {
                              return store_.ListApplied(tx, cursor.partition, after, kPage);
                            }));
    std::vector<Task> gone;
    for (const Applied& applied : page) {
      if (applied.epoch == epoch) continue;
      gone.push_back({.kind = TaskKind::kGone,
                      .event = {.partition = cursor.partition, .aggregate = applied.aggregate}});
    }
    LADDER_ASSIGN_OR_RETURN(const bool held, RunHeld(cursor, epoch, gone));
    if (!held) return false;
    more = page.size() == kPage;
    if (more) after = page.back().aggregate;
  }
  const Cursor to{.partition = cursor.partition, .epoch = epoch, .seq = head};
  LADDER_ASSIGN_OR_RETURN(const bool moved,
                          RunChunk({.from = cursor, .to = to, .epoch = epoch, .tasks = {}}));
  if (moved) cursor = to;
  return moved;
}

absl::StatusOr<bool> Applier::RunHeld(const Cursor& cursor, const Ulid& epoch,
                                      absl::Span<const Task> tasks) {
  const size_t chunk_max = static_cast<size_t>(options_.chunk_max);
  for (size_t done = 0; done < tasks.size(); done += chunk_max) {
    LADDER_ASSIGN_OR_RETURN(const bool held, RunChunk({.from = cursor,
                                                       .to = cursor,
                                                       .epoch = epoch,
                                                       .tasks = tasks.subspan(done, chunk_max)}));
    if (!held) return false;
  }
  return true;
}

template <typename F>
absl::StatusOr<bool> Applier::Transact(const Chunk& chunk, F&& body) {
  const bool moves = chunk.from.epoch != chunk.to.epoch || chunk.from.seq != chunk.to.seq;
  // Run again after a commit whose outcome was lost, it finds the cursor moved: false, and nothing
  // is done twice.
  const absl::StatusOr<bool> done =
      database_.Transact({.repeatable = true}, [&](mysql::Transaction& tx) -> absl::StatusOr<bool> {
        Step("cursor");
        bool mine = false;
        if (moves) {
          LADDER_ASSIGN_OR_RETURN(mine, store_.Move(tx, chunk.from, chunk.to));
        } else {
          LADDER_ASSIGN_OR_RETURN(const Cursor held, store_.Lock(tx, chunk.from.partition));
          mine = held.epoch == chunk.from.epoch && held.seq == chunk.from.seq;
        }
        if (!mine) return false;
        LADDER_RETURN_IF_ERROR(body(tx));
        Step("commit");
        return true;
      });
  Step("committed");
  return done;
}

absl::StatusOr<bool> Applier::RunChunk(const Chunk& chunk) {
  const absl::StatusOr<bool> done = Transact(chunk, [&](mysql::Transaction& tx) -> absl::Status {
    for (const Task& task : chunk.tasks) {
      LADDER_RETURN_IF_ERROR(RunTask(tx, task, chunk.epoch));
    }
    return absl::OkStatus();
  });
  if (done.ok() || IsPassing(done.status()) || chunk.tasks.empty()) return done;

  // One of them is bad: one by one, so that it alone is refused.
  Cursor from = chunk.from;
  for (size_t i = 0; i < chunk.tasks.size(); ++i) {
    Cursor to = chunk.to;
    const bool moves = chunk.from.seq != chunk.to.seq;
    if (moves && i + 1 < chunk.tasks.size()) to.seq = chunk.tasks[i].event.seq;
    LADDER_ASSIGN_OR_RETURN(
        const bool single,
        RunSingle(
            {.from = from, .to = to, .epoch = chunk.epoch, .tasks = chunk.tasks.subspan(i, 1)}));
    if (!single) return false;
    from = to;
  }
  return true;
}

absl::StatusOr<bool> Applier::RunSingle(const Chunk& chunk) {
  const Task& task = chunk.tasks.front();
  absl::StatusOr<bool> done = false;
  for (int tries = 1; tries <= options_.tries_max; ++tries) {
    done = Transact(chunk, [&](mysql::Transaction& tx) { return RunTask(tx, task, chunk.epoch); });
    if (done.ok() || IsPassing(done.status())) return done;
    if (tries < options_.tries_max) absl::SleepFor(options_.retry_pause * (1 << (tries - 1)));
  }
  const Parked parked{
      .task = task, .tries = options_.tries_max, .reason = ReasonName(done.status())};
  log::Warning("feed_event_parked", {{"source", store_.source()},
                                     {"aggregate", task.event.aggregate},
                                     {"event_id", task.event.id.ToString()},
                                     {"payload_type", task.event.type},
                                     {"reason", parked.reason}});
  return Transact(chunk, [&](mysql::Transaction& tx) { return Park(tx, parked, chunk.epoch); });
}

absl::Status Applier::RunTask(mysql::Transaction& tx, const Task& task, const Ulid& epoch) {
  switch (task.kind) {
    case TaskKind::kEvent:
      return RunEvent(tx, task, epoch);
    case TaskKind::kState:
      return RunState(tx, task, epoch);
    case TaskKind::kGone:
      return RunGone(tx, task);
  }
  return absl::InternalError("a task of an unknown kind");
}

absl::Status Applier::RunEvent(mysql::Transaction& tx, const Task& task, const Ulid& epoch) {
  const Event& event = task.event;
  if (!event.tombstone && !handlers_.KnowsEvent(event.type)) return absl::OkStatus();
  Step("read applied");
  LADDER_ASSIGN_OR_RETURN(Applied applied, store_.ReadApplied(tx, event.aggregate));
  if (applied.exists && applied.epoch == epoch && event.id <= applied.event_id) {
    return absl::OkStatus();
  }
  if (applied.parked) return store_.Park(tx, {.task = task}, clock_.Now());
  LADDER_RETURN_IF_ERROR(Handle(tx, task));
  applied.epoch = epoch;
  applied.event_id = event.id;
  Step("save applied");
  return store_.SaveApplied(tx, event.partition, applied);
}

absl::Status Applier::RunState(mysql::Transaction& tx, const Task& task, const Ulid& epoch) {
  const Event& state = task.event;
  Step("read applied");
  LADDER_ASSIGN_OR_RETURN(Applied applied, store_.ReadApplied(tx, state.aggregate));
  const bool known = handlers_.KnowsState(state.type);
  if (!known && !applied.exists) return absl::OkStatus();
  if (applied.exists && applied.epoch == epoch && !applied.parked && state.id <= applied.event_id) {
    return absl::OkStatus();
  }
  if (known) {
    LADDER_RETURN_IF_ERROR(Handle(tx, task));
    // The state was read after the head, so it holds whatever was parked of this aggregate.
    LADDER_RETURN_IF_ERROR(store_.UnparkAll(tx, state.aggregate));
    applied.parked = false;
  }
  applied.epoch = epoch;
  applied.event_id = state.id;
  Step("save applied");
  return store_.SaveApplied(tx, state.partition, applied);
}

absl::Status Applier::RunGone(mysql::Transaction& tx, const Task& task) {
  LADDER_RETURN_IF_ERROR(Handle(tx, task));
  LADDER_RETURN_IF_ERROR(store_.UnparkAll(tx, task.event.aggregate));
  return store_.DeleteApplied(tx, task.event.aggregate);
}

absl::Status Applier::Handle(mysql::Transaction& tx, const Task& task) {
  Step("handle");
  switch (task.kind) {
    case TaskKind::kEvent:
      return handlers_.Apply(tx, task.event);
    case TaskKind::kState:
      return handlers_.Load(tx, ItemOf(task.event));
    case TaskKind::kGone:
      return handlers_.Forget(tx, task.event.aggregate);
  }
  return absl::InternalError("a task of an unknown kind");
}

absl::Status Applier::Park(mysql::Transaction& tx, const Parked& parked, const Ulid& epoch) {
  const Event& event = parked.task.event;
  LADDER_ASSIGN_OR_RETURN(Applied applied, store_.ReadApplied(tx, event.aggregate));
  if (parked.task.kind != TaskKind::kEvent) {
    // It overrides what was parked before, and until it succeeds nothing of the aggregate counts as
    // applied.
    LADDER_RETURN_IF_ERROR(store_.UnparkAll(tx, event.aggregate));
    applied.event_id = Ulid();
  }
  applied.epoch = epoch;
  applied.parked = true;
  LADDER_RETURN_IF_ERROR(store_.Park(tx, parked, clock_.Now()));
  return store_.SaveApplied(tx, event.partition, applied);
}

absl::StatusOr<int64_t> Applier::RetryParked() {
  int64_t total = 0;
  std::string after;
  for (;;) {
    LADDER_ASSIGN_OR_RETURN(const std::vector<std::string> page,
                            database_.Read([&](mysql::Transaction& tx) {
                              return store_.ListParked(tx, after, kPage);
                            }));
    for (const std::string& aggregate : page) {
      LADDER_ASSIGN_OR_RETURN(const int64_t applied, RetryAggregate(aggregate));
      total += applied;
    }
    if (page.size() < kPage) return total;
    after = page.back();
  }
}

absl::StatusOr<int64_t> Applier::RetryAggregate(const std::string& aggregate) {
  for (int64_t applied = 0;; ++applied) {
    std::optional<Parked> first;
    const absl::StatusOr<bool> done = database_.Transact(
        {.repeatable = true}, [&](mysql::Transaction& tx) -> absl::StatusOr<bool> {
          LADDER_ASSIGN_OR_RETURN(first, store_.FirstParked(tx, aggregate));
          if (!first) return false;
          return RetryFirst(tx, *first);
        });
    if (done.ok() && *done) continue;
    if (done.ok()) return applied;
    if (IsPassing(done.status()) || !first) return done.status();
    LADDER_RETURN_IF_ERROR(database_.Transact({.repeatable = true}, [&](mysql::Transaction& tx) {
      return store_.CountTry(tx, *first, ReasonName(done.status()));
    }));
    return applied;
  }
}

absl::StatusOr<bool> Applier::RetryFirst(mysql::Transaction& tx, const Parked& parked) {
  const Event& event = parked.task.event;
  // The partition's cursor keeps a consumer of another process from applying while this does.
  LADDER_ASSIGN_OR_RETURN(const Cursor cursor, store_.Lock(tx, event.partition));
  LADDER_ASSIGN_OR_RETURN(const std::optional<Parked> still,
                          store_.FirstParked(tx, event.aggregate));
  if (!still || still->task.event.id != event.id) return Refuse(Reason::kConflict);
  LADDER_ASSIGN_OR_RETURN(Applied applied, store_.ReadApplied(tx, event.aggregate));
  LADDER_RETURN_IF_ERROR(Handle(tx, parked.task));
  LADDER_RETURN_IF_ERROR(store_.Unpark(tx, event.aggregate, event.id));
  LADDER_ASSIGN_OR_RETURN(const std::optional<Parked> next,
                          store_.FirstParked(tx, event.aggregate));
  if (parked.task.kind == TaskKind::kGone && !next) {
    LADDER_RETURN_IF_ERROR(store_.DeleteApplied(tx, event.aggregate));
    return true;
  }
  applied.epoch = cursor.epoch;
  applied.event_id = event.id;
  applied.parked = next.has_value();
  LADDER_RETURN_IF_ERROR(store_.SaveApplied(tx, event.partition, applied));
  return true;
}

absl::StatusOr<int64_t> Applier::CountParked() {
  return database_.Read(
      [&](mysql::Transaction& tx) { return store_.CountParked(tx, kParkedCountMax); });
}

absl::Status Applier::Reload() {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Cursor> cursors, ReadCursors());
  for (const Cursor& cursor : cursors) {
    int64_t disowned = kPage;
    while (disowned == kPage) {
      LADDER_ASSIGN_OR_RETURN(disowned,
                              database_.Transact({.repeatable = true}, [&](mysql::Transaction& tx) {
                                return store_.DisownApplied(tx, cursor.partition, kPage);
                              }));
    }
    const Cursor none{.partition = cursor.partition};
    LADDER_RETURN_IF_ERROR(
        RunChunk({.from = cursor, .to = none, .epoch = Ulid(), .tasks = {}}).status());
  }
  return absl::OkStatus();
}

void Applier::Step(absl::string_view step) const {
  if (options_.before_step) options_.before_step(step);
}

}  // namespace ladder::feed
