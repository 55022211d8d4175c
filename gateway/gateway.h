// The gateway as one object: both doors, the API they serve, and what operators see of them.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "gateway/http/server.h"
#include "gateway/options.h"
#include "gateway/proxy/grpc_front.h"
#include "gateway/proxy/http_front.h"
#include "gateway/proxy/observer.h"
#include "gateway/proxy/upstreams.h"
#include "gateway/transcode/api.h"
#include "gateway/transcode/route_table.h"
#include "platform/telemetry/metrics.h"

namespace ladder::gateway {

class Gateway {
 public:
  // Reads the descriptor set, listens and serves. An error says what in the configuration or the
  // protos is wrong: an unreadable file, a bad rule, ambiguous routes, an upstream without an
  // address, a busy port.
  static absl::StatusOr<std::unique_ptr<Gateway>> Start(const GatewayOptions& options);

  int http_port() const { return http_->port(); }
  int grpc_port() const { return grpc_->port(); }

  // Not ready, accepts nothing more, finishes what is at work within the drain time.
  void Drain();

 private:
  explicit Gateway(const GatewayOptions& options)
      : options_(options), observer_(metrics_, options.access_log) {}
  absl::Status Open();
  void SetReady(bool ready);

  const GatewayOptions options_;
  telemetry::Metrics metrics_;
  Observer observer_;
  std::unique_ptr<Api> api_;
  std::unique_ptr<RouteTable> routes_;
  std::unique_ptr<Upstreams> upstreams_;
  std::unique_ptr<HttpFront> http_front_;
  std::unique_ptr<HttpServer> http_;
  std::unique_ptr<GrpcFront> grpc_;
};

}  // namespace ladder::gateway
