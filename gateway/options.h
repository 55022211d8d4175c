// The gateway's configuration: flags, each with an environment variable LADDER_<FLAG>. Read once in
// main.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/http/limits.h"
#include "gateway/proxy/terms.h"

namespace ladder::gateway {

struct GatewayOptions {
  std::string descriptors = "";     // --descriptors: the file of the descriptor set
  std::string http_listen = "";     // --http_listen
  std::string listen = "";          // --listen: the gRPC door
  std::string metrics_listen = "";  // --metrics_listen; empty: none
  std::map<std::string, std::string> upstreams = {};  // --upstreams
  int upstream_channels = 2;                          // --upstream_channels
  size_t http_threads = 2;                            // --http_threads
  bool insecure_identity = false;                     // --insecure_identity
  bool access_log = true;                             // --access_log
  HttpLimits http = {};           // --max_connections, --max_request_bytes, --max_upload_bytes, ...
  DeadlineLimits deadlines = {};  // --deadline_default, --deadline_max
  absl::Duration drain_time_max = absl::Seconds(20);  // --drain_time
};

// Environment first, then the command line over it. Every bad or missing value is named in one
// error, a line each.
absl::StatusOr<GatewayOptions> LoadOptions(int argc, char** argv);

}  // namespace ladder::gateway
