// Numbers committed events (docs/architecture.md 9.1): one transaction a batch, under the row lock
// of the partition's head, which alone is the correctness. Every replica of a service runs one; a
// short lease on a partition, renewed by each batch, keeps the others from trying at the same time,
// and a lock that is taken is not waited for.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/clock/clock.h"
#include "platform/feed/heads.h"
#include "platform/feed/wakeup.h"
#include "platform/id/ulid.h"
#include "platform/mysql/database.h"

namespace ladder::feed {

struct NumbererOptions {
  absl::Duration poll = absl::Milliseconds(20);  // finds what other replicas wrote
  absl::Duration lease =
      absl::Milliseconds(250);  // others leave a partition alone so long after a batch
  absl::Duration error_pause = absl::Milliseconds(200);
  // Two rows written an event, and a transaction writes 2 000 at most.
  int batch_max = 990;
  // Called with the name of each statement before it runs, "commit" before and "committed" after
  // the commit. Tests end the process here.
  std::function<void(absl::string_view)> before_statement = nullptr;
};

class Numberer {
 public:
  struct Status {
    int64_t numbered = 0;                         // events, since the start
    absl::Time last_pass = absl::InfinitePast();  // the last time the database answered
    absl::Status last_error = absl::OkStatus();   // of the last pass
  };

  // The arguments outlive it.
  Numberer(mysql::Database& database, const SystemClock& clock, Heads& heads, Wakeup& wakeup,
           NumbererOptions options = {});
  ~Numberer();

  // Runs a thread until Stop. A numberer is started once.
  void Start();
  void Stop();

  // Numbers what is pending now, one batch a partition, and publishes the heads. True: a batch was
  // full, so there may be more.
  absl::StatusOr<bool> NumberPending();

  Status status() const;

 private:
  struct Batch {
    int numbered = 0;
    int64_t last_seq = 0;
  };

  void Loop();
  // Numbers the partitions of the bit set `rung`; rings again those with more to do.
  absl::Status NumberRung(uint64_t rung);
  // One batch each; sets the bits of the partitions whose batch was full. One that fails doesn't
  // stop the others.
  absl::Status NumberEach(const std::vector<int>& partitions, uint64_t* full);
  absl::StatusOr<Batch> NumberPartition(int partition);
  absl::StatusOr<Batch> NumberLocked(mysql::Transaction& tx, int partition);
  absl::StatusOr<std::vector<int>> Survey();
  void Record(const absl::Status& status);
  void Step(absl::string_view statement) const;

  mysql::Database& database_;
  const SystemClock& clock_;
  Heads& heads_;
  Wakeup& wakeup_;
  const NumbererOptions options_;
  const Ulid owner_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
  mutable std::mutex status_mutex_;
  Status status_;
};

// How many committed events wait for a number, counted up to 10 000.
absl::StatusOr<int64_t> CountUnnumbered(mysql::Database& database);

}  // namespace ladder::feed
