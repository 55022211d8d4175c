// The HTTP/1.1 server: accepts, bounds the number of connections, drains.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/http/connection.h"
#include "gateway/http/limits.h"

namespace ladder::gateway {

class HttpServer {
 public:
  // Listens on "127.0.0.1:8080" (port 0: the system chooses) and serves with `threads` threads. A
  // busy or malformed address is UNAVAILABLE or INVALID_ARGUMENT and names it.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(const std::string& listen,
                                                           size_t threads, const HttpLimits& limits,
                                                           HttpHandler handler);
  // Breaks off what is still going on.
  ~HttpServer();

  // With the port the system chose.
  const std::string& address() const { return address_; }
  int port() const { return port_; }

  // Accepts nothing more, closes idle connections, lets requests at work finish for at most
  // `time_max`, then breaks off the rest. Blocks until all are gone.
  void Drain(absl::Duration time_max);

 private:
  struct State;
  HttpServer();

  std::unique_ptr<State> state_;
  std::string address_;
  int port_ = 0;
};

}  // namespace ladder::gateway
