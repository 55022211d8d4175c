// A gRPC server's life: start, ready, drain on SIGTERM (stop accepting, finish, stop the rest,
// exit).
#pragma once

#include <grpcpp/server.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/rpc/harness.h"

namespace ladder::server {

struct ServerOptions {
  std::string listen = "127.0.0.1:0";
  int request_bytes_max = 4 * 1024 * 1024;
  absl::Duration drain_time_max = absl::Seconds(20);
};

// Health service names: "" is liveness, kReady is readiness; a load balancer and Kubernetes probe
// them apart.
inline constexpr char kReady[] = "ready";

class Server {
 public:
  // Listens and serves the harness's services and `others` (internal ones such as the event feed).
  // Reflection and health are served too. A busy address is UNAVAILABLE and names it.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const ServerOptions& options, rpc::Harness& harness,
      const std::vector<grpc::Service*>& others = {});
  // Stops at once what is still running.
  ~Server();

  // "127.0.0.1:7101", with the port the system chose when 0 was asked.
  const std::string& address() const { return address_; }
  void SetReady(bool ready);
  // Not ready, no new calls, calls at work finish within the drain time.
  void Drain();

 private:
  Server(const ServerOptions& options, rpc::Harness& harness)
      : options_(options), harness_(harness) {}

  const ServerOptions options_;
  rpc::Harness& harness_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

// Keeps SIGTERM and SIGINT for WaitForStopSignal; called in main before any thread starts.
void BlockStopSignals();
// Returns when SIGTERM or SIGINT came.
void WaitForStopSignal();

}  // namespace ladder::server
