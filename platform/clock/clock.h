// The two clocks (docs/architecture.md 9.3). SystemClock is for leases, tokens and ids and is never
// moved. CivilClock answers which day it is in the county; rules, ages and deadlines use it alone.
#pragma once

#include <atomic>
#include <cstdint>

#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"

namespace ladder {

class SystemClock {
 public:
  virtual ~SystemClock() = default;
  virtual absl::Time Now() const { return absl::Now(); }
};

// Thread-safe. The offset comes from the database's row, which a movable process re-reads.
class CivilClock {
 public:
  explicit CivilClock(const SystemClock& system, absl::TimeZone zone)
      : system_(system), zone_(zone) {}

  CivilDay Today() const {
    return CivilDay(absl::ToCivilDay(system_.Now(), zone_)) +
           offset_days_.load(std::memory_order_acquire);
  }
  void SetOffsetDays(int64_t days) { offset_days_.store(days, std::memory_order_release); }
  int64_t offset_days() const { return offset_days_.load(std::memory_order_acquire); }

 private:
  const SystemClock& system_;
  const absl::TimeZone zone_;
  std::atomic<int64_t> offset_days_{0};
};

}  // namespace ladder
