#include "platform/telemetry/metrics.h"

#include <exception>
#include <vector>

#include "absl/strings/str_cat.h"

namespace ladder::telemetry {

Metrics::Metrics() : registry_(std::make_shared<prometheus::Registry>()) {}

prometheus::Counter& Metrics::Counter(const std::string& name, const std::string& help,
                                      const prometheus::Labels& labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(*registry_).Add(labels);
}

prometheus::Gauge& Metrics::Gauge(const std::string& name, const std::string& help,
                                  const prometheus::Labels& labels) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(*registry_).Add(labels);
}

prometheus::Histogram& Metrics::Seconds(const std::string& name, const std::string& help,
                                        const prometheus::Labels& labels) {
  static const prometheus::Histogram::BucketBoundaries kBuckets = {
      0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
      0.05,   0.1,     0.25,   0.5,   1,      2.5,   5,    10};
  return prometheus::BuildHistogram()
      .Name(name)
      .Help(help)
      .Register(*registry_)
      .Add(labels, kBuckets);
}

absl::Status Metrics::Serve(const std::string& listen) {
  // Never taken down: that takes the library a second and a half, in every stop of a process.
  static std::vector<prometheus::Exposer*>& served = *new std::vector<prometheus::Exposer*>();
  // The library reports a busy port by throwing.
  try {
    served.push_back(new prometheus::Exposer(listen, 1));
    // It forgets a registry that is gone.
    served.back()->RegisterCollectable(registry_);
  } catch (const std::exception& error) {
    return absl::UnavailableError(
        absl::StrCat("cannot serve metrics on ", listen, ": ", error.what()));
  }
  return absl::OkStatus();
}

}  // namespace ladder::telemetry
