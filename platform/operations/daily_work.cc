#include "platform/operations/daily_work.h"

#include <chrono>
#include <optional>
#include <utility>

#include "platform/log/log.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

constexpr char kStart[] =
    "INSERT INTO daily_work (task, last_day) VALUES (?, ?) ON DUPLICATE KEY UPDATE task = task";
constexpr char kLastDay[] = "SELECT last_day FROM daily_work WHERE task = ?";
constexpr char kDone[] = "UPDATE daily_work SET last_day = ? WHERE task = ? AND last_day = ?";

constexpr std::chrono::milliseconds kPoll(200);

}  // namespace

void DailyWork::Add(std::string name, Task task) {
  entries_.push_back({std::move(name), std::move(task)});
}

absl::Status DailyWork::RunDue() {
  absl::Status first;
  for (const Entry& entry : entries_) first.Update(RunDue(entry));
  return first;
}

absl::StatusOr<CivilDay> DailyWork::LastDay(const Entry& entry, CivilDay today) {
  return database_.Transact(
      {.repeatable = true}, [&](mysql::Transaction& tx) -> absl::StatusOr<CivilDay> {
        LADDER_ASSIGN_OR_RETURN(std::optional<mysql::Row> row, tx.QueryOne(kLastDay, {entry.name}));
        if (row) return row->Day(0);
        // The days before the service existed have no work. Another replica may have made the row
        // meanwhile, on the day before: its row counts.
        LADDER_RETURN_IF_ERROR(tx.Execute(kStart, {entry.name, today - 1}).status());
        LADDER_ASSIGN_OR_RETURN(row, tx.QueryOne(kLastDay, {entry.name}));
        LADDER_INVARIANT(row.has_value());
        return row->Day(0);
      });
}

absl::StatusOr<int64_t> DailyWork::MoveTo(const Entry& entry, CivilDay from, CivilDay to) {
  return database_.Transact({.repeatable = true}, [&](mysql::Transaction& tx) {
    return tx.Execute(kDone, {to, entry.name, from});
  });
}

absl::Status DailyWork::RunDue(const Entry& entry) {
  const CivilDay today = clock_.Today();
  while (true) {
    LADDER_ASSIGN_OR_RETURN(const CivilDay last, LastDay(entry, today));
    if (last > today + 1) {
      // Replicas differ by a day at midnight, never by more: the civil clock was moved back, which
      // only an empty database allows, so the work begins anew.
      LADDER_RETURN_IF_ERROR(MoveTo(entry, last, today - 1).status());
      continue;
    }
    if (last >= today) return absl::OkStatus();
    const CivilDay day = last + 1;
    LADDER_RETURN_IF_ERROR(entry.task(day));
    LADDER_ASSIGN_OR_RETURN(const int64_t moved, MoveTo(entry, last, day));
    // No row changes when another replica was faster: the next look at the row shows it.
    if (moved == 1) log::Info("daily_work", {{"task", entry.name}, {"day", FormatDay(day)}});
  }
}

void DailyWork::Record(const absl::Status& status) {
  // One line when trouble starts or changes, not one a poll.
  if (!status.ok() && status != last_status_) {
    log::Warning("daily_work_failed", {{"status", status.ToString()}});
  }
  last_status_ = status;
}

void DailyWork::Start() {
  LADDER_INVARIANT(!thread_.joinable());
  thread_ = std::thread([this] {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      Record(RunDue());
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
