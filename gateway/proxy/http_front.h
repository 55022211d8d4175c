// The HTTP door: finds the route, builds the message, calls the upstream, prints its answer.
#pragma once

#include <atomic>
#include <string>

#include "gateway/http/connection.h"
#include "gateway/proxy/call.h"
#include "gateway/proxy/observer.h"
#include "gateway/proxy/terms.h"
#include "gateway/proxy/upstreams.h"
#include "gateway/transcode/api.h"
#include "gateway/transcode/build_request.h"
#include "gateway/transcode/route_table.h"
#include "google/rpc/status.pb.h"
#include "platform/telemetry/trace.h"

namespace ladder::gateway {

struct HttpFrontOptions {
  DeadlineLimits deadlines = {};
  size_t message_bytes_max = 4 * 1024 * 1024;
  bool insecure_identity = false;  // pass X-Ladder-Dev-Identity on; never in production
};

class HttpFront {
 public:
  // All but `options` must live longer. `openapi` is what /openapi.json answers.
  HttpFront(const Api& api, const RouteTable& routes, const Upstreams& upstreams,
            Observer& observer, HttpFrontOptions options, std::string openapi);

  // Callable while the front lives.
  HttpHandler handler();
  // What /readyz answers: not ready tells load balancers to send no more.
  void SetReady(bool ready) { ready_.store(ready); }

 private:
  struct Exchange;

  asio::awaitable<void> Serve(Connection& connection);
  asio::awaitable<HttpResponse> Answer(Connection& connection, Exchange& exchange);
  asio::awaitable<HttpResponse> AnswerUnary(Connection& connection, Exchange& exchange);
  asio::awaitable<HttpResponse> AnswerUpload(Connection& connection, Exchange& exchange);
  asio::awaitable<HttpResponse> AnswerStream(Connection& connection, Exchange& exchange);
  asio::awaitable<absl::StatusOr<std::string>> ReadMessage(Connection& connection,
                                                           Exchange& exchange);
  asio::awaitable<bool> CopyStream(Connection& connection, Exchange& exchange, StreamCall& call,
                                   std::string first);

  bool AnswerLocally(Exchange& exchange, HttpResponse& response) const;
  absl::Status Plan(Exchange& exchange) const;
  absl::StatusOr<std::string> Build(Exchange& exchange, absl::string_view body) const;
  absl::StatusOr<std::string> StreamPiece(const Exchange& exchange,
                                          const std::string& message) const;
  HttpResponse Print(Exchange& exchange, const CallResult& result) const;
  HttpResponse Refusal(Exchange& exchange, const google::rpc::Status& status) const;
  HttpResponse Refusal(Exchange& exchange, const absl::Status& status) const;
  void Record(const Exchange& exchange) const;

  const Api& api_;
  const RouteTable& routes_;
  const Upstreams& upstreams_;
  Observer& observer_;
  const HttpFrontOptions options_;
  const std::string openapi_;
  std::atomic<bool> ready_{true};
};

}  // namespace ladder::gateway
