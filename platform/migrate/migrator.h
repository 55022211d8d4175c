// Brings a schema to the state this binary was built for, and checks at a server's start that it is
// there (docs/architecture.md 9.8). The platform's own series comes first, the service's after it.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "platform/migrate/migration.h"
#include "platform/mysql/database.h"

namespace ladder::migrate {

// Where the work on one migration stands.
enum class Step { kStarting, kExecuted, kRecorded };

struct MigrateOptions {
  absl::Duration lease = absl::Seconds(30);     // a crashed migrator is taken over after this
  absl::Duration wait_max = absl::Minutes(10);  // how long to wait for another migrator
  absl::Duration poll = absl::Milliseconds(200);
  absl::Duration statement_time_max = absl::Hours(1);
  // Progress, for the log.
  std::function<void(const Migration&, Step)> on_step = nullptr;
};

// Applies what is missing; returns how many were applied. Any number of processes may do this at
// once: one works, the others wait and find it done. A process may be killed at any point: what it
// left is repeated or skipped by the next (see Form in migration.h). FAILED_PRECONDITION when a
// series or the schema's history is wrong (CheckSeries, CheckHistory), DATABASE_UNAVAILABLE,
// DEADLINE_EXCEEDED after wait_max; what was applied until then stays. `database` is the schema
// with an account that may change tables.
absl::StatusOr<int> Migrate(const mysql::Options& database, absl::Span<const Migration> service,
                            const MigrateOptions& options = {});

// For a server's start: OK when both series are applied, whole and unchanged, and nothing newer
// shuts this version out. FAILED_PRECONDITION says which migration is in the way.
absl::Status CheckCompatible(mysql::Database& database, absl::Span<const Migration> service);

}  // namespace ladder::migrate
