#include "gateway/proxy/observer.h"

#include "absl/strings/str_cat.h"
#include "platform/log/log.h"

namespace ladder::gateway {

Observer::Observer(telemetry::Metrics& metrics, bool access_log)
    : metrics_(metrics),
      access_log_(access_log),
      in_flight_(metrics.Gauge("ladder_gateway_in_flight", "Requests being served.")) {}

Observer::Series Observer::SeriesOf(const RequestRecord& record) {
  const absl::string_view rpc = record.rpc.empty() ? "none" : record.rpc;
  const std::string key = absl::StrCat(record.protocol, " ", rpc, " ", record.code);
  const std::lock_guard<std::mutex> lock(mutex_);
  Series& series = series_[key];
  if (series.requests == nullptr) {
    const prometheus::Labels labels = {{"protocol", std::string(record.protocol)},
                                       {"method", std::string(rpc)},
                                       {"code", std::string(record.code)}};
    series.requests =
        &metrics_.Counter("ladder_gateway_requests_total", "Requests by method and code.", labels);
    series.seconds = &metrics_.Seconds(
        "ladder_gateway_request_seconds", "Time from the request's head to its answer.",
        {{"protocol", std::string(record.protocol)}, {"method", std::string(rpc)}});
  }
  return series;
}

void Observer::End(const RequestRecord& record) {
  in_flight_.Decrement();
  const Series series = SeriesOf(record);
  series.requests->Increment();
  series.seconds->Observe(absl::ToDoubleSeconds(record.duration));
  if (!access_log_) return;
  log::Info("request", {{"protocol", record.protocol},
                        {"http_method", record.http_method},
                        {"route", record.pattern},
                        {"rpc", record.rpc},
                        {"http_status", record.http_status},
                        {"code", record.code},
                        {"ms", absl::ToDoubleMilliseconds(record.duration)},
                        {"trace_id", record.trace_id}});
}

}  // namespace ladder::gateway
