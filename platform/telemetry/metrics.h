// Prometheus metrics of one process. Handles are looked up once and kept: the hot path only adds.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace ladder::telemetry {

class Metrics {
 public:
  Metrics();

  prometheus::Counter& Counter(const std::string& name, const std::string& help,
                               const prometheus::Labels& labels = {});
  prometheus::Gauge& Gauge(const std::string& name, const std::string& help,
                           const prometheus::Labels& labels = {});
  // Seconds, with buckets from 100 us to 10 s.
  prometheus::Histogram& Seconds(const std::string& name, const std::string& help,
                                 const prometheus::Labels& labels = {});

  // Serves /metrics on "127.0.0.1:9090" until the process ends. A busy port is an error that names
  // it. Call it from one thread.
  absl::Status Serve(const std::string& listen);

 private:
  std::shared_ptr<prometheus::Registry> registry_;
};

}  // namespace ladder::telemetry
