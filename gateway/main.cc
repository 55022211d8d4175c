// The gateway process: starts the doors, and drains them on SIGTERM.
#include <grpc/grpc.h>

#include <cstdio>

#include "gateway/gateway.h"
#include "gateway/options.h"
#include "platform/log/log.h"
#include "platform/server/server.h"

namespace {

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "gateway: %s\n", std::string(status.message()).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  ladder::server::BlockStopSignals();
  ladder::log::Start("gateway");
  // Kept until the process ends: gRPC 1.51's clean-up after its last user may wait ten seconds for
  // its own sockets.
  grpc_init();
  const absl::StatusOr<ladder::gateway::GatewayOptions> options =
      ladder::gateway::LoadOptions(argc, argv);
  if (!options.ok()) return Fail(options.status());
  const absl::StatusOr<std::unique_ptr<ladder::gateway::Gateway>> gateway =
      ladder::gateway::Gateway::Start(*options);
  if (!gateway.ok()) return Fail(gateway.status());
  ladder::server::WaitForStopSignal();
  (*gateway)->Drain();
  return 0;
}
