// Keeps a movable process's civil clock at the offset row of its schema, and tells /metrics which
// day it is.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "absl/status/status.h"
#include "platform/clock/clock.h"
#include "platform/mysql/database.h"
#include "platform/telemetry/metrics.h"

namespace ladder::server {

class CivilClockFollower {
 public:
  // Without `movable` the row is never read and the offset stays zero; the gauge is kept either
  // way.
  CivilClockFollower(mysql::Database& database, CivilClock& clock, bool movable,
                     telemetry::Metrics& metrics);
  ~CivilClockFollower();

  // Reads the row once; called before the process serves, so that no call sees another day.
  absl::Status Refresh();
  void Start();

 private:
  mysql::Database& database_;
  CivilClock& clock_;
  const bool movable_;
  prometheus::Gauge& day_;  // yyyymmdd
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace ladder::server
