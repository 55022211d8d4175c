// The gRPC door: passes any routed method on as bytes, unary or streaming. Methods without an HTTP
// rule are internal and answer UNIMPLEMENTED, as those that don't exist.
#pragma once

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/proxy/observer.h"
#include "gateway/proxy/terms.h"
#include "gateway/proxy/upstreams.h"
#include "gateway/transcode/api.h"

namespace ladder::gateway {

struct GrpcFrontOptions {
  std::string listen = "127.0.0.1:0";
  DeadlineLimits deadlines = {};
  int message_bytes_max = 4 * 1024 * 1024;
  int streams_per_connection_max = 1000;
  bool insecure_identity = false;  // pass x-ladder-dev-identity on; never in production
};

class GrpcFront : public grpc::CallbackGenericService {
 public:
  // Listens and serves. All references must live longer. UNAVAILABLE names a busy address.
  static absl::StatusOr<std::unique_ptr<GrpcFront>> Start(
      const Api& api, const Upstreams& upstreams, Observer& observer, GrpcFrontOptions options,
      const std::shared_ptr<grpc::ServerCredentials>& credentials);
  ~GrpcFront() override;

  int port() const { return port_; }
  // Takes no new calls, lets those at work finish for at most `time_max`, then cancels the rest.
  void Drain(absl::Duration time_max);

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

 private:
  class Relay;
  class Refused;
  GrpcFront(const Api& api, const Upstreams& upstreams, Observer& observer,
            GrpcFrontOptions options);

  const Api& api_;
  const Upstreams& upstreams_;
  Observer& observer_;
  const GrpcFrontOptions options_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace ladder::gateway
