#include "platform/server/civil_clock_follower.h"

#include <chrono>
#include <optional>

#include "platform/log/log.h"
#include "platform/status/status.h"

namespace ladder::server {
namespace {

constexpr char kOffset[] = "SELECT offset_days FROM civil_clock WHERE id = 1";
constexpr std::chrono::milliseconds kPoll(100);

}  // namespace

CivilClockFollower::CivilClockFollower(mysql::Database& database, CivilClock& clock, bool movable,
                                       telemetry::Metrics& metrics)
    : database_(database),
      clock_(clock),
      movable_(movable),
      day_(metrics.Gauge("ladder_civil_day", "The civil day of this process, yyyymmdd.")) {}

CivilClockFollower::~CivilClockFollower() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

absl::Status CivilClockFollower::Refresh() {
  if (movable_) {
    LADDER_ASSIGN_OR_RETURN(
        const std::optional<mysql::Row> row,
        database_.Read([](mysql::Transaction& tx) { return tx.QueryOne(kOffset); }));
    clock_.SetOffsetDays(row ? row->Int(0) : 0);
  }
  const CivilDay today = clock_.Today();
  day_.Set(static_cast<double>(today.year() * 10000 + today.month() * 100 + today.day()));
  return absl::OkStatus();
}

void CivilClockFollower::Start() {
  thread_ = std::thread([this] {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!wake_.wait_for(lock, kPoll, [this] { return stopping_; })) {
      lock.unlock();
      if (const absl::Status status = Refresh(); !status.ok()) {
        log::Warning("civil_clock_unread", {{"status", status.ToString()}});
      }
      lock.lock();
    }
  });
}

}  // namespace ladder::server
