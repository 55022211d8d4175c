// Work that is done once per civil day, in order, from the last day done to today
// (docs/architecture.md 9.3).
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/clock/clock.h"
#include "platform/mysql/database.h"

namespace ladder::operations {

// Every replica runs one; which does a day's work is settled by the row, so a day is done once
// however many run.
class DailyWork {
 public:
  // Does the work of `day`. It may be run again for the same day, after a crash or beside another
  // replica, so each of its effects is conditional.
  using Task = std::function<absl::Status(CivilDay day)>;

  DailyWork(mysql::Database& database, const CivilClock& clock)
      : database_(database), clock_(clock) {}
  ~DailyWork() { Stop(); }

  // Tasks run in the order they were added, each by its own row: one that fails holds up none of
  // those behind it. `name` is the key of its row and never changes.
  void Add(std::string name, Task task);

  // Does everything that is due; returns the first failure, and the next run does that day again.
  // For tests and the loop.
  absl::Status RunDue();

  void Start();
  void Stop();

 private:
  struct Entry {
    std::string name;
    Task task;
  };
  absl::Status RunDue(const Entry& entry);
  // The last day the task is done for. A task that is new starts with `today`.
  absl::StatusOr<CivilDay> LastDay(const Entry& entry, CivilDay today);
  // Rows changed: none when another replica moved it before.
  absl::StatusOr<int64_t> MoveTo(const Entry& entry, CivilDay from, CivilDay to);
  void Record(const absl::Status& status);

  mysql::Database& database_;
  const CivilClock& clock_;
  std::vector<Entry> entries_;
  absl::Status last_status_;  // of the loop's last run
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace ladder::operations
