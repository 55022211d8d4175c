#include "gateway/http/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/log/log.h"

namespace ladder::gateway {
namespace {

using asio::ip::tcp;
using boost::system::error_code;

// A pause after accept failed for want of file descriptors, which only time gives back.
constexpr std::chrono::milliseconds kAcceptPause(50);

constexpr absl::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: "
    "close\r\n\r\n";

absl::StatusOr<tcp::endpoint> ParseEndpoint(const std::string& listen) {
  const size_t colon = listen.rfind(':');
  uint32_t port = 0;
  error_code error;
  const asio::ip::address address = asio::ip::make_address(listen.substr(0, colon), error);
  if (colon == std::string::npos || error || !absl::SimpleAtoi(listen.substr(colon + 1), &port) ||
      port > UINT16_MAX) {
    return absl::InvalidArgumentError(absl::StrCat("\"", listen, "\" is no address:port"));
  }
  return tcp::endpoint(address, static_cast<uint16_t>(port));
}

}  // namespace

// Outlived by none of its threads and connections: the server's destructor waits for them.
struct HttpServer::State {
  State(const HttpLimits& limits, HttpHandler handler)
      : context(limits, std::move(handler)),
        acceptor(asio::make_strand(io)),
        work(asio::make_work_guard(io)) {}

  absl::Status Listen(const std::string& listen) {
    const absl::StatusOr<tcp::endpoint> endpoint = ParseEndpoint(listen);
    if (!endpoint.ok()) return endpoint.status();
    error_code error;
    acceptor.open(endpoint->protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(*endpoint, error);
    if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error)
      return absl::UnavailableError(
          absl::StrCat("cannot listen on ", listen, ": ", error.message()));
    return absl::OkStatus();
  }

  asio::awaitable<void> Accept() {
    while (acceptor.is_open()) {
      tcp::socket socket(asio::make_strand(io));
      error_code error;
      co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
      if (!error) {
        Serve(std::move(socket));
        continue;
      }
      if (error == asio::error::operation_aborted || error == asio::error::bad_descriptor) break;
      asio::steady_timer pause(io, kAcceptPause);
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
  }

  void Serve(tcp::socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    if (!Admit()) {
      socket.non_blocking(true, ignored);
      socket.send(asio::buffer(kFull.data(), kFull.size()), 0, ignored);
      return;
    }
    const auto executor = socket.get_executor();
    const auto connection = std::make_shared<Connection>(std::move(socket), context);
    Add(connection);
    asio::co_spawn(executor, connection->Run(), [this, connection](std::exception_ptr failure) {
      if (failure != nullptr) log::Error("http connection failed");
      Remove(connection);
    });
  }

  // Connections come one by one from Accept, so none slips in between this and Add.
  bool Admit() {
    const std::lock_guard<std::mutex> lock(mutex);
    return connections.size() < context.limits.connections_max && !context.draining;
  }

  // A drain that began meanwhile closes it here: it has looked at the others already, or will find
  // this one.
  void Add(const std::shared_ptr<Connection>& connection) {
    const std::lock_guard<std::mutex> lock(mutex);
    connections.insert(connection);
    if (context.draining) connection->CloseIfIdle();
  }

  void Remove(const std::shared_ptr<Connection>& connection) {
    const std::lock_guard<std::mutex> lock(mutex);
    connections.erase(connection);
    if (connections.empty()) empty.notify_all();
  }

  template <typename Act>
  void ForEach(Act act) {
    std::vector<std::shared_ptr<Connection>> all;
    {
      const std::lock_guard<std::mutex> lock(mutex);
      all.assign(connections.begin(), connections.end());
    }
    for (const std::shared_ptr<Connection>& connection : all) act(*connection);
  }

  ConnectionContext context;
  asio::io_context io;
  tcp::acceptor acceptor;
  asio::executor_work_guard<asio::io_context::executor_type> work;
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::condition_variable empty;
  std::set<std::shared_ptr<Connection>> connections;
};

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(const std::string& listen,
                                                              size_t threads,
                                                              const HttpLimits& limits,
                                                              HttpHandler handler) {
  std::unique_ptr<HttpServer> server(new HttpServer());
  server->state_ = std::make_unique<State>(limits, std::move(handler));
  State& state = *server->state_;
  if (const absl::Status status = state.Listen(listen); !status.ok()) return status;
  const tcp::endpoint endpoint = state.acceptor.local_endpoint();
  server->port_ = endpoint.port();
  const std::string host = endpoint.address().to_string();
  server->address_ = absl::StrCat(endpoint.address().is_v6() ? absl::StrCat("[", host, "]") : host,
                                  ":", endpoint.port());
  asio::co_spawn(state.acceptor.get_executor(), state.Accept(), asio::detached);
  for (size_t i = 0; i < threads; ++i) state.threads.emplace_back([&state] { state.io.run(); });
  return server;
}

void HttpServer::Drain(absl::Duration time_max) {
  State& state = *state_;
  {
    const std::lock_guard<std::mutex> lock(state.mutex);
    state.context.draining = true;
  }
  asio::post(state.acceptor.get_executor(), [&state] {
    error_code ignored;
    state.acceptor.close(ignored);
  });
  state.ForEach([](Connection& connection) { connection.CloseIfIdle(); });
  const auto is_empty = [&] { return state.connections.empty(); };
  std::unique_lock<std::mutex> lock(state.mutex);
  if (state.empty.wait_for(lock, absl::ToChronoMilliseconds(time_max), is_empty)) return;
  lock.unlock();
  state.ForEach([](Connection& connection) { connection.Abort(); });
  lock.lock();
  state.empty.wait(lock, is_empty);
}

HttpServer::HttpServer() = default;

HttpServer::~HttpServer() {
  if (state_ == nullptr) return;
  Drain(absl::ZeroDuration());
  // Nothing is left to do but what the closed sockets still report; then the threads come back.
  state_->work.reset();
  for (std::thread& thread : state_->threads) thread.join();
}

}  // namespace ladder::gateway
