// What the feed's state is worth to an operator, as gauges on /metrics (docs/operating.md).
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "platform/feed/consumer.h"
#include "platform/feed/numberer.h"
#include "platform/mysql/database.h"
#include "platform/telemetry/metrics.h"

namespace ladder::server {

class FeedGauges {
 public:
  // The arguments outlive it.
  FeedGauges(mysql::Database& database, const feed::Numberer& numberer,
             telemetry::Metrics& metrics);
  ~FeedGauges();

  // Before Start.
  void Add(const std::string& source, const feed::Consumer& consumer);

  // Reads them every `period` until Stop.
  void Start(absl::Duration period = absl::Seconds(2));
  void Stop();

  // Reads them now.
  void Read();

 private:
  struct Source {
    const feed::Consumer& consumer;
    prometheus::Gauge& following;
    prometheus::Gauge& behind;
    prometheus::Gauge& parked;
  };

  mysql::Database& database_;
  const feed::Numberer& numberer_;
  telemetry::Metrics& metrics_;
  prometheus::Gauge& unnumbered_;
  prometheus::Gauge& silence_;
  std::vector<Source> sources_;

  std::mutex mutex_;
  std::condition_variable stop_requested_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace ladder::server
