#include "platform/operations/daily_work.h"

#include <chrono>
#include <optional>
#include <utility>

#include "platform/log/log.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

constexpr char kStart[] = "INSERT INTO daily_work (task, last_day) VALUES (?, ?) ON DUPLICATE KEY UPDATE task = task";
constexpr char kLastDay[] = "SELECT last_day FROM daily_work WHERE task = ?";
constexpr char kDone[] = "UPDATE daily_work SET last_day = ? WHERE task = ? AND last_day = ?";

constexpr std::chrono::milliseconds kPoll(200);

}  // namespace

void DailyWork::Add(std::string name, Task task) { entries_.push_back({std::move(name), std::move(task)}); }

absl::Status DailyWork::RunDue() {
  for (const Entry& entry : entries_) LADDER_RETURN_IF_ERROR(RunDue(entry));
  return absl::OkStatus();
}

absl::Status DailyWork::RunDue(const Entry& entry) {
  const CivilDay today = clock_.Today();
  while (true) {
    // A task that is new starts with today: the days before the service existed have no work.
    const absl::StatusOr<CivilDay> last = database_.Transact(
        mysql::TransactOptions{.repeatable = true}, [&](mysql::Transaction& tx) -> absl::StatusOr<CivilDay> {
          LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kLastDay, {entry.name}));
          if (row) return row->Day(0);
          LADDER_RETURN_IF_ERROR(tx.Execute(kStart, {entry.name, today - 1}).status());
          return today - 1;
        });
    LADDER_RETURN_IF_ERROR(last.status());
    if (*last >= today) return absl::OkStatus();
    const CivilDay day = *last + 1;
    LADDER_RETURN_IF_ERROR(entry.task(day));
    LADDER_RETURN_IF_ERROR(database_.Transact(mysql::TransactOptions{.repeatable = true}, [&](mysql::Transaction& tx) {
      return tx.Execute(kDone, {day, entry.name, *last}).status();
    }));
    log::Info("daily_work", {{"task", entry.name}, {"day", FormatDay(day)}});
  }
}

void DailyWork::Start() {
  thread_ = std::thread([this] {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      if (const absl::Status status = RunDue(); !status.ok()) {
        log::Warning("daily_work_failed", {{"status", status.ToString()}});
      }
      lock.lock();
      wake_.wait_for(lock, kPoll, [this] { return stopping_; });
    }
  });
}

void DailyWork::Stop() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

}  // namespace ladder::operations
