// What operators see of requests: metrics and one log line each. Never the URL's variable parts,
// query or body.
#pragma once

#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/telemetry/metrics.h"

namespace ladder::gateway {

// One request as it ended.
struct RequestRecord {
  absl::string_view protocol = "http";  // or "grpc"
  absl::string_view http_method = "";
  absl::string_view pattern = "";  // the route's template
  absl::string_view rpc = "";      // "/package.Service/Method"; "" when no method was found
  int http_status = 0;             // zero: not HTTP
  absl::string_view code = "OK";   // the gRPC code's name
  absl::Duration duration = absl::ZeroDuration();
  absl::string_view trace_id = "";
};

class Observer {
 public:
  // `metrics` must live longer. Without `access_log` only metrics are kept.
  Observer(telemetry::Metrics& metrics, bool access_log);

  void Begin() { in_flight_.Increment(); }
  void End(const RequestRecord& record);

 private:
  struct Series {
    prometheus::Counter* requests = nullptr;
    prometheus::Histogram* seconds = nullptr;
  };
  Series SeriesOf(const RequestRecord& record);

  telemetry::Metrics& metrics_;
  const bool access_log_;
  prometheus::Gauge& in_flight_;
  std::mutex mutex_;
  // Guarded by mutex_. By protocol, method and code: as many as the API has methods, times a few.
  absl::flat_hash_map<std::string, Series> series_;
};

}  // namespace ladder::gateway
