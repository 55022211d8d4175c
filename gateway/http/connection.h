// One client connection: reads requests one after the other, hands each to the handler, writes its
// answer. A pipelined request waits in the buffer until the one before it is answered.
#pragma once

#include "gateway/http/asio.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/steady_timer.hpp>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/http/body_decoder.h"
#include "gateway/http/limits.h"
#include "gateway/http/message.h"

namespace ladder::gateway {

class Connection;

// What serves requests. Both are called from several threads at once, for different connections.
struct HttpHandler {
  // Answers connection.request() with Respond, or with StartStream, WritePiece and EndStream.
  std::function<asio::awaitable<void>(Connection&)> serve;
  // The answer to a request that could not be read; `request` is null when not even its head could.
  std::function<HttpResponse(const absl::Status& status, const HttpRequest* request)> refuse;
};

// Bytes of bodies held in memory by all connections of a server.
class BodyBudget {
 public:
  explicit BodyBudget(size_t bytes_max) : free_(static_cast<int64_t>(bytes_max)) {}
  bool Take(size_t bytes);
  void GiveBack(size_t bytes) { free_.fetch_add(static_cast<int64_t>(bytes)); }

 private:
  std::atomic<int64_t> free_;
};

// What all connections of a server share.
struct ConnectionContext {
  ConnectionContext(const HttpLimits& limits_in, HttpHandler handler_in)
      : limits(limits_in), handler(std::move(handler_in)), budget(limits_in.bodies_bytes_max) {}

  const HttpLimits limits;
  const HttpHandler handler;
  BodyBudget budget;
  std::atomic<bool> draining{false};  // every answer from now on is its connection's last
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(asio::ip::tcp::socket socket, ConnectionContext& context);
  ~Connection();

  // Serves until the client or a limit ends the connection. Runs on the connection's strand, as all
  // else here.
  asio::awaitable<void> Run();
  // Closes the connection if it is idle. Callable from any thread.
  void CloseIfIdle();
  // Closes the socket under whatever is going on. Callable from any thread.
  void Abort();

  // For the handler:
  const HttpRequest& request() const { return request_; }
  // The whole body. REQUEST_TOO_LARGE, REQUEST_TIMEOUT, OVERLOADED, HTTP_MALFORMED, or CLIENT_GONE.
  asio::awaitable<absl::StatusOr<std::string>> ReadBody();
  // The next piece of a body that may have up to upload_bytes_max; empty at its end.
  asio::awaitable<absl::StatusOr<std::string>> ReadPiece();
  // One answer, whole.
  asio::awaitable<void> Respond(HttpResponse response);
  // An answer in pieces. False: the client is gone, and the rest is pointless.
  asio::awaitable<bool> StartStream(HttpResponse head);
  asio::awaitable<bool> WritePiece(std::string piece);
  // Without `complete` the connection breaks off, so that nobody takes a part for the whole.
  asio::awaitable<void> EndStream(bool complete);
  // Calls `gone` when the client closes while its request is at work; until StopWatching.
  void WatchPeer(std::function<void()> gone);
  void StopWatching();

 private:
  struct Watch;

  asio::awaitable<bool> ServeOne();
  asio::awaitable<absl::Status> ReadHead();
  asio::awaitable<absl::Status> ReadMore();
  asio::awaitable<absl::Status> SendContinue();
  asio::awaitable<absl::Status> FeedBody(std::string& body);
  asio::awaitable<bool> Write(std::string head, std::string body);
  asio::awaitable<bool> SkipBody();
  asio::awaitable<void> Linger();
  absl::Status Charge(size_t bytes);
  void WaitForPeer(std::shared_ptr<Watch> watch);
  void GiveBackCharge();
  bool LastAnswer() const { return closing_ || context_.draining.load(); }
  // Whatever read or write is under way when the time is over ends with timed_out_ set. The socket
  // stays open: a client that was too slow is still told so.
  void ArmTimer(absl::Duration time);
  void DisarmTimer();
  void CloseSocket();

  asio::ip::tcp::socket socket_;
  asio::steady_timer timer_;
  ConnectionContext& context_;
  const HttpLimits& limits_;
  std::string in_;  // received and not yet parsed
  BodyDecoder decoder_;
  HttpRequest request_;
  std::shared_ptr<Watch> watch_;
  size_t charged_ = 0;     // bytes taken from the budget
  size_t body_bytes_ = 0;  // of the request's body so far
  size_t served_ = 0;      // requests on this connection
  uint64_t timer_generation_ = 0;
  bool timed_out_ = false;
  bool body_begun_ = false;
  bool idle_ = true;
  bool closing_ = false;
  bool chunked_answer_ = false;
};

}  // namespace ladder::gateway
