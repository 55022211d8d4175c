// Gives events their effect exactly once (docs/architecture.md 3): the handler's rows, the
// aggregate's last applied event and the cursor are one transaction. No gRPC: the consumer brings
// the events.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "platform/clock/clock.h"
#include "platform/feed/cursor_store.h"
#include "platform/feed/event.h"
#include "platform/feed/handlers.h"
#include "platform/mysql/database.h"

namespace ladder::feed {

struct ApplierOptions {
  int chunk_max = 50;                                   // events or snapshot items a transaction
  int tries_max = 5;                                    // then a bad event is parked
  absl::Duration retry_pause = absl::Milliseconds(20);  // doubles from try to try
  // Called with the name of each step before it runs, "commit" before and "committed" after the
  // commit. Tests end the process here.
  std::function<void(absl::string_view)> before_step = nullptr;
};

// Used by one thread at a time; several processes may each have one for the same source. Where a
// function returns false, another process moved the cursor meanwhile: nothing more was changed,
// read the cursors again. Its errors are passing troubles of the database (UNAVAILABLE, ABORTED,
// OVERLOADED): try again later.
class Applier {
 public:
  // `source` names the upstream, and the consumer where one service has several: at most 64
  // characters.
  Applier(mysql::Database& database, const SystemClock& clock, const Handlers& handlers,
          std::string source, ApplierOptions options = {});

  absl::StatusOr<std::vector<Cursor>> ReadCursors();

  // Applies events of the cursor's partition and epoch that follow each other, and moves `cursor`
  // to `through`, which is the last one's number or, where the reader may not see some, a later
  // one.
  absl::StatusOr<bool> Apply(Cursor& cursor, const std::vector<Event>& events, int64_t through);

  // Loads a part of the snapshot of `epoch` into the cursor's partition. The cursor doesn't move.
  absl::StatusOr<bool> Load(const Cursor& cursor, const Ulid& epoch,
                            const std::vector<SnapshotItem>& items);
  // Ends the load: what the snapshot of another epoch didn't name is gone, and `cursor` moves to
  // the head that was read before the snapshot.
  absl::StatusOr<bool> FinishLoad(Cursor& cursor, const Ulid& epoch, int64_t head);

  // Tries what is parked again, each aggregate's in order. Returns how many took effect.
  absl::StatusOr<int64_t> RetryParked();
  // How many wait, counted up to 10 000.
  absl::StatusOr<int64_t> CountParked();

  // Makes the next run load every snapshot again, as when new handlers need what old events told.
  // No consumer of the source may be running.
  absl::Status Reload();

 private:
  // Tasks that share a transaction: it moves the cursor from `from` to `to`, or holds it when they
  // are the same.
  struct Chunk {
    Cursor from = {};
    Cursor to = {};
    Ulid epoch = {};  // that the tasks' effects belong to
    absl::Span<const Task> tasks = {};
  };

  absl::StatusOr<bool> RunChunk(const Chunk& chunk);
  // A chunk of one: parks it after tries_max bad tries.
  absl::StatusOr<bool> RunSingle(const Chunk& chunk);
  // The chunk's transaction; `body` runs once the cursor is moved or held.
  template <typename F>
  absl::StatusOr<bool> Transact(const Chunk& chunk, F&& body);
  // Several chunks, for tasks that don't move the cursor.
  absl::StatusOr<bool> RunHeld(const Cursor& cursor, const Ulid& epoch,
                               absl::Span<const Task> tasks);

  absl::Status RunTask(mysql::Transaction& tx, const Task& task, const Ulid& epoch);
  absl::Status RunEvent(mysql::Transaction& tx, const Task& task, const Ulid& epoch);
  absl::Status RunState(mysql::Transaction& tx, const Task& task, const Ulid& epoch);
  absl::Status RunGone(mysql::Transaction& tx, const Task& task);
  absl::Status Handle(mysql::Transaction& tx, const Task& task);
  // Parks the task and marks its aggregate.
  absl::Status Park(mysql::Transaction& tx, const Parked& parked, const Ulid& epoch);

  absl::StatusOr<int64_t> RetryAggregate(const std::string& aggregate);
  // One parked task, the aggregate's first. False: there is none.
  absl::StatusOr<bool> RetryFirst(mysql::Transaction& tx, const Parked& parked);
  void Step(absl::string_view step) const;

  mysql::Database& database_;
  const SystemClock& clock_;
  const Handlers& handlers_;
  const CursorStore store_;
  const ApplierOptions options_;
};

// The error will pass by itself: the database is away or busy.
bool IsPassing(const absl::Status& status);

}  // namespace ladder::feed
