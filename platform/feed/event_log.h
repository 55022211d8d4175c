// The numbered end of the feed as its owner reads it: heads, events, epoch, and what is too old to
// keep (docs/architecture.md 9.1).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/feed/event.h"
#include "platform/feed/heads.h"
#include "platform/id/ulid.h"
#include "platform/mysql/database.h"

namespace ladder::feed {

// Where every partition stands and from where on its events are kept.
struct LogBounds {
  HeadView heads = {};
  // The oldest kept event's number; last_seq + 1 when none is kept.
  std::array<int64_t, kPartitions> first_seq = {};

  // A reader that has applied everything up to `seq` of this epoch finds all that follows.
  bool Covers(int partition, const Ulid& epoch, int64_t seq) const;
};

// Gives the schema its epoch when it has none yet. Called once at start, after the migrations;
// several replicas may.
absl::Status EnsureEpoch(mysql::Database& database, absl::Time now);
// Gives the schema a new epoch, so that every reader loads the snapshot: part of restoring a
// backup.
absl::Status RenewEpoch(mysql::Database& database, absl::Time now);

absl::StatusOr<LogBounds> ReadBounds(mysql::Transaction& tx);

// The events of a partition after `after_seq`, in order, at most `limit`.
absl::StatusOr<std::vector<Event>> ReadAfter(mysql::Transaction& tx, int partition,
                                             int64_t after_seq, int limit);

struct PruneOptions {
  absl::Duration keep = absl::Hours(24 * 90);
  int batch_max = 500;  // events a transaction; each is two rows
};

// Deletes the events older than `now` - keep, oldest first, a bounded batch a transaction. Returns
// how many. Timed work runs it daily; several at once are harmless.
absl::StatusOr<int64_t> Prune(mysql::Database& database, absl::Time now,
                              const PruneOptions& options = {});

}  // namespace ladder::feed
