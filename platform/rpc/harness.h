// The one way of a request through a service (docs/architecture.md 2): identity, permission, field
// rules, request id, admission, deadline, handler, status, metrics, log line. Adapts plain handlers
// to gRPC's callback API.
#pragma once

#include <grpcpp/impl/codegen/service_type.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/clock/clock.h"
#include "platform/rpc/bound_method.h"
#include "platform/rpc/field_rules.h"
#include "platform/rpc/in_flight.h"
#include "platform/rpc/worker_pool.h"
#include "platform/telemetry/metrics.h"

namespace ladder::rpc {

struct HarnessOptions {
  size_t workers = 16;  // the database pool's size
  absl::Duration deadline_default = absl::Seconds(10);
  absl::Duration deadline_max = absl::Seconds(60);
  bool insecure_identity = false;  // accept the development header
  feed::Wakeup* wakeup = nullptr;  // of the process's numberer, rung by what handlers emit
};

class Harness {
 public:
  Harness(const HarnessOptions& options, const SystemClock& system_clock,
          const CivilClock& civil_clock, telemetry::Metrics& metrics,
          std::vector<std::unique_ptr<BoundMethod>> methods);
  ~Harness();

  // One grpc::Service per proto service, to be registered with the server builder. They live as
  // long as the harness.
  std::vector<grpc::Service*> services() const;

  // Refuses new calls with SHUTTING_DOWN; calls at work go on.
  void BeginDrain() { draining_.store(true); }

 private:
  class RawService;
  class CallState;
  struct MethodEntry;

  grpc::ServerUnaryReactor* Start(MethodEntry& method, grpc::CallbackServerContext& context,
                                  const grpc::ByteBuffer& request, grpc::ByteBuffer& response);
  absl::Status Admit(CallState& state) const;
  void Queue(const std::shared_ptr<CallState>& state);
  void RunHandler(CallState& state);
  void Finish(CallState& state, absl::Status status);

  const HarnessOptions options_;
  const SystemClock& system_clock_;
  const CivilClock& civil_clock_;
  telemetry::Metrics& metrics_;
  FieldRules field_rules_;
  InFlight in_flight_;
  std::atomic<bool> draining_{false};
  std::vector<std::unique_ptr<MethodEntry>> methods_;
  std::vector<std::unique_ptr<RawService>> services_;
  WorkerPool workers_;  // last: its threads use everything above
};

}  // namespace ladder::rpc
