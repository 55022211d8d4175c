// The rows a consumer keeps in its own schema: how far it read each partition, what each
// aggregate's last applied event was, what is parked, and who is at work. Only the applier and the
// consumer use it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/feed/event.h"
#include "platform/id/ulid.h"
#include "platform/mysql/database.h"

namespace ladder::feed {

// How far one partition of a source was read. A zero epoch: not at all, so the snapshot comes
// first.
struct Cursor {
  int partition = 0;
  Ulid epoch = {};
  int64_t seq = 0;
};

// What is known of one aggregate of a source.
struct Applied {
  std::string aggregate = "";
  bool exists = false;  // there is a row
  Ulid epoch = {};      // the feed's, when the event took effect
  Ulid event_id = {};   // zero: none took effect
  bool parked = false;  // an event waits, and all later ones behind it
};

// What can be asked of a consumer about one aggregate.
enum class TaskKind {
  kEvent = 0,  // apply it
  kState =
      1,  // load it from a snapshot: the payload is the state, a tombstone means marked as deleted
  kGone = 2,  // forget it
};

struct Task {
  TaskKind kind = TaskKind::kEvent;
  Event event = {};
};

// A task that could not be done, or waits behind one that could not.
struct Parked {
  Task task = {};
  int64_t tries = 0;        // 0: it only waits
  std::string reason = "";  // name of the refusal's reason, or of the status code
};

// All operations on behalf of one source, the name a consumer gives its upstream.
class CursorStore {
 public:
  explicit CursorStore(std::string source) : source_(std::move(source)) {}
  const std::string& source() const { return source_; }

  // All 64, in order; rows that are missing are made.
  absl::StatusOr<std::vector<Cursor>> ReadCursors(mysql::Transaction& tx) const;
  // False: the row is not as `from` says, so somebody else moved it, and the caller must stop.
  absl::StatusOr<bool> Move(mysql::Transaction& tx, const Cursor& from, const Cursor& to) const;
  // Locks the row and reads it.
  absl::StatusOr<Cursor> Lock(mysql::Transaction& tx, int partition) const;

  absl::StatusOr<Applied> ReadApplied(mysql::Transaction& tx, const std::string& aggregate) const;
  absl::Status SaveApplied(mysql::Transaction& tx, int partition, const Applied& applied) const;
  absl::Status DeleteApplied(mysql::Transaction& tx, const std::string& aggregate) const;
  // The partition's aggregates after `after` by name, at most `limit`.
  absl::StatusOr<std::vector<Applied>> ListApplied(mysql::Transaction& tx, int partition,
                                                   const std::string& after, int limit) const;

  // An event that is parked already stays as it is.
  absl::Status Park(mysql::Transaction& tx, const Parked& parked, absl::Time now) const;
  absl::StatusOr<std::optional<Parked>> FirstParked(mysql::Transaction& tx,
                                                    const std::string& aggregate) const;
  absl::Status CountTry(mysql::Transaction& tx, const Parked& parked,
                        const std::string& reason) const;
  absl::Status Unpark(mysql::Transaction& tx, const std::string& aggregate,
                      const Ulid& event_id) const;
  // Whatever of the aggregate's is parked.
  absl::Status UnparkAll(mysql::Transaction& tx, const std::string& aggregate) const;
  // Aggregates with something parked, after `after` by name, at most `limit`.
  absl::StatusOr<std::vector<std::string>> ListParked(mysql::Transaction& tx,
                                                      const std::string& after, int limit) const;
  // How many wait, counted no further than `limit`.
  absl::StatusOr<int64_t> CountParked(mysql::Transaction& tx, int limit) const;

  // Takes or keeps the source's lease, by the database's clock. False: another owner has it.
  absl::StatusOr<bool> TakeLease(mysql::Transaction& tx, const Ulid& owner,
                                 absl::Duration lease) const;
  // Marks up to `limit` of the partition's aggregates as of no epoch. Returns how many.
  absl::StatusOr<int64_t> DisownApplied(mysql::Transaction& tx, int partition, int limit) const;
  absl::Status DropLease(mysql::Transaction& tx, const Ulid& owner) const;

 private:
  const std::string source_;
};

}  // namespace ladder::feed
