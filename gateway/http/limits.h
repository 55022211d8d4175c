// What one client may cost. Every value is a flag of main.
#pragma once

#include <cstddef>

#include "absl/time/time.h"

namespace ladder::gateway {

struct HttpLimits {
  size_t head_bytes_max = 16 * 1024;            // request line and headers
  size_t body_bytes_max = 4 * 1024 * 1024;      // of a request that is one message
  size_t upload_bytes_max = 64 * 1024 * 1024;   // of a body that is streamed
  size_t bodies_bytes_max = 512 * 1024 * 1024;  // of all bodies in memory together
  size_t connections_max = 4096;
  size_t requests_per_connection_max = 10000;
  absl::Duration idle_time_max = absl::Seconds(60);     // between two requests
  absl::Duration head_time_max = absl::Seconds(10);     // from the first byte to the blank line
  absl::Duration body_time_max = absl::Seconds(30);     // for a whole body
  absl::Duration upload_time_max = absl::Seconds(300);  // for a whole streamed body
  absl::Duration write_time_max = absl::Seconds(30);    // for one piece of an answer
};

}  // namespace ladder::gateway
