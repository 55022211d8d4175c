// A schema with the feed's tables for each test, and what the tests ask of it.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "platform/clock/clock.h"
#include "platform/feed/event_log.h"
#include "platform/feed/testing/things.h"
#include "platform/mysql/database.h"
#include "platform/testing/mariadb.h"
#include "platform/testing/status_matchers.h"

namespace ladder::feed {

// One service's schema.
class Schema {
 public:
  explicit Schema(absl::string_view name) : options_(SharedMariaDb().CreateSchema(name)) {
    absl::StatusOr<std::unique_ptr<mysql::Database>> opened = mysql::Database::Open(options_);
    LADDER_INVARIANT(opened.ok());
    database_ = *std::move(opened);
    MakeTables(*database_);
    LADDER_INVARIANT(EnsureEpoch(*database_, absl::Now()).ok());
  }
  mysql::Database& database() { return *database_; }
  const mysql::Options& options() const { return options_; }

 private:
  const mysql::Options options_;
  std::unique_ptr<mysql::Database> database_;
};

// True when `done` becomes true within `limit`.
inline bool Eventually(const std::function<bool()>& done,
                       absl::Duration limit = absl::Seconds(30)) {
  const absl::Time until = absl::Now() + limit;
  while (!done()) {
    if (absl::Now() > until) return false;
    absl::SleepFor(absl::Microseconds(200));
  }
  return true;
}

// A new thing of that partition.
inline Ulid ThingIn(int partition) {
  for (;;) {
    const Ulid id = Ulid::New(absl::Now());
    if (PartitionOf(id) == partition) return id;
  }
}

// Everything numbered so far, partition after partition.
inline std::vector<Event> ReadAll(mysql::Database& database) {
  std::vector<Event> all;
  for (int partition = 0; partition < kPartitions; ++partition) {
    int64_t after = 0;
    for (;;) {
      const auto events = database.Read(
          [&](mysql::Transaction& tx) { return ReadAfter(tx, partition, after, 500); });
      LADDER_INVARIANT(events.ok());
      if (events->empty()) break;
      after = events->back().seq;
      all.insert(all.end(), events->begin(), events->end());
    }
  }
  return all;
}

// The feed's promises about what is numbered: no gap, each event once, the ids of an aggregate in
// order, the heads at the last number, and every event either numbered or pending.
void ExpectSound(mysql::Database& database);

}  // namespace ladder::feed
