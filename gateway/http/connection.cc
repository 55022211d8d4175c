#include "gateway/http/connection.h"

#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/request_parser.h"
#include "ladder/gateway/v1/reasons.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::gateway {
namespace {

using boost::system::error_code;

constexpr size_t kReadBytes = 16 * 1024;
constexpr size_t kSkipBytesMax =
    64 * 1024;  // of an unread body: cheaper to read than a new connection
constexpr absl::Duration kLingerTime = absl::Seconds(1);

absl::Status Gone() { return Refuse(Reason::kClientGone); }
bool IsGone(const absl::Status& status) {
  return ReasonOf(status) == InfoOf(Reason::kClientGone).name;
}

absl::Status TooLarge(size_t max) {
  return Refuse(::ladder::Reason::kRequestTooLarge, {{"max", absl::StrCat(max)}});
}

}  // namespace

struct Connection::Watch {
  std::function<void()> gone;
};

bool BodyBudget::Take(size_t bytes) {
  const auto amount = static_cast<int64_t>(bytes);
  if (free_.fetch_sub(amount) >= amount) return true;
  free_.fetch_add(amount);
  return false;
}

Connection::Connection(asio::ip::tcp::socket socket, ConnectionContext& context)
    : socket_(std::move(socket)),
      timer_(socket_.get_executor()),
      context_(context),
      limits_(context.limits) {}

Connection::~Connection() { GiveBackCharge(); }

asio::awaitable<void> Connection::Run() {
  const std::shared_ptr<Connection> self = shared_from_this();
  bool more = true;
  while (more) more = co_await ServeOne();
  CloseSocket();
}

void Connection::CloseSocket() {
  DisarmTimer();
  error_code ignored;
  socket_.close(ignored);
}

void Connection::ArmTimer(absl::Duration time) {
  timed_out_ = false;
  timer_.expires_after(absl::ToChronoMilliseconds(time));
  timer_.async_wait(
      [self = shared_from_this(), generation = ++timer_generation_](const error_code& error) {
        if (error || generation != self->timer_generation_) return;
        self->timed_out_ = true;
        error_code ignored;
        self->socket_.cancel(ignored);
      });
}

void Connection::DisarmTimer() {
  ++timer_generation_;
  timer_.cancel();
}

void Connection::CloseIfIdle() {
  asio::dispatch(socket_.get_executor(), [self = shared_from_this()] {
    if (self->idle_) self->CloseSocket();
  });
}

void Connection::Abort() {
  asio::dispatch(socket_.get_executor(), [self = shared_from_this()] { self->CloseSocket(); });
}

// True: another request may follow.
asio::awaitable<bool> Connection::ServeOne() {
  decoder_ = BodyDecoder();
  request_ = HttpRequest();
  body_bytes_ = 0;
  body_begun_ = false;
  const absl::Status read = co_await ReadHead();
  if (IsGone(read)) co_return false;
  closing_ = closing_ || !read.ok() || !request_.keep_alive ||
             ++served_ >= limits_.requests_per_connection_max;
  if (!read.ok()) {
    HttpResponse refusal = context_.handler.refuse(read, nullptr);
    co_await Respond(std::move(refusal));
    co_await Linger();
    co_return false;
  }
  DisarmTimer();
  co_await context_.handler.serve(*this);
  GiveBackCharge();
  closing_ = LastAnswer() || !decoder_.done();
  if (!decoder_.done()) co_await Linger();
  co_return !closing_;
}

asio::awaitable<absl::Status> Connection::ReadHead() {
  // The time of the head starts with its first byte; before it the connection is idle.
  ArmTimer(limits_.idle_time_max);
  size_t searched = 0;
  idle_ = true;
  while (true) {
    // A client may end a request with an empty line too many.
    while (searched == 0 && absl::StartsWith(in_, "\r\n")) in_.erase(0, 2);
    if (!in_.empty() && idle_) {
      idle_ = false;
      ArmTimer(limits_.head_time_max);
    }
    const size_t end = FindHeadEnd(in_, searched);
    if ((end == std::string::npos ? in_.size() : end) > limits_.head_bytes_max) {
      co_return Refuse(Reason::kHeadersTooLarge, {{"max", absl::StrCat(limits_.head_bytes_max)}});
    }
    if (end != std::string::npos) {
      absl::StatusOr<HttpRequest> request = ParseHead(absl::string_view(in_).substr(0, end));
      if (!request.ok()) co_return request.status();
      request_ = *std::move(request);
      decoder_ = BodyDecoder(request_);
      in_.erase(0, end);
      co_return absl::OkStatus();
    }
    searched = in_.size();
    const absl::Status read = co_await ReadMore();
    if (!read.ok()) co_return idle_ ? Gone() : read;
  }
}

asio::awaitable<absl::Status> Connection::ReadMore() {
  if (timed_out_) co_return Refuse(Reason::kRequestTimeout);
  const size_t before = in_.size();
  in_.resize(before + kReadBytes);
  error_code error;
  const size_t size =
      co_await socket_.async_read_some(asio::buffer(in_.data() + before, kReadBytes),
                                       asio::redirect_error(asio::use_awaitable, error));
  in_.resize(before + size);
  if (error && timed_out_) co_return Refuse(Reason::kRequestTimeout);
  if (error) co_return Gone();
  co_return absl::OkStatus();
}

asio::awaitable<absl::Status> Connection::SendContinue() {
  if (!request_.expects_continue) co_return absl::OkStatus();
  request_.expects_continue = false;
  std::string head = "HTTP/1.1 100 Continue\r\n\r\n";
  const bool written = co_await Write(std::move(head), std::string());
  co_return written ? absl::OkStatus() : Gone();
}

// Appends at least one byte of the body to `body`, unless the body ends.
asio::awaitable<absl::Status> Connection::FeedBody(std::string& body) {
  const size_t before = body.size();
  while (!decoder_.done() && body.size() == before) {
    if (in_.empty()) {
      const absl::Status read = co_await ReadMore();
      if (!read.ok()) co_return read;
    }
    const absl::StatusOr<size_t> used = decoder_.Feed(in_, body);
    if (!used.ok()) co_return used.status();
    in_.erase(0, *used);
  }
  body_bytes_ += body.size() - before;
  co_return absl::OkStatus();
}

absl::Status Connection::Charge(size_t bytes) {
  if (!context_.budget.Take(bytes))
    return WithRetryAfter(Refuse(::ladder::Reason::kOverloaded), absl::Seconds(1));
  charged_ += bytes;
  return absl::OkStatus();
}

// Once an answer begins, the request's body is no longer needed.
void Connection::GiveBackCharge() { context_.budget.GiveBack(std::exchange(charged_, 0)); }

asio::awaitable<absl::StatusOr<std::string>> Connection::ReadBody() {
  body_begun_ = true;
  std::string body;
  if (request_.content_length.value_or(0) > limits_.body_bytes_max)
    co_return TooLarge(limits_.body_bytes_max);
  ArmTimer(limits_.body_time_max);
  const absl::Status proceed = co_await SendContinue();
  if (!proceed.ok()) co_return proceed;
  while (!decoder_.done()) {
    const size_t before = body.size();
    const absl::Status fed = co_await FeedBody(body);
    if (!fed.ok()) co_return fed;
    if (body.size() > limits_.body_bytes_max) co_return TooLarge(limits_.body_bytes_max);
    // What is charged has arrived: a client that only announces a body must not keep others from
    // sending theirs.
    const absl::Status charged = Charge(body.size() - before);
    if (!charged.ok()) co_return charged;
  }
  co_return body;
}

asio::awaitable<absl::StatusOr<std::string>> Connection::ReadPiece() {
  if (!std::exchange(body_begun_, true)) {
    if (request_.content_length.value_or(0) > limits_.upload_bytes_max)
      co_return TooLarge(limits_.upload_bytes_max);
    ArmTimer(limits_.upload_time_max);
    const absl::Status proceed = co_await SendContinue();
    if (!proceed.ok()) co_return proceed;
  }
  std::string piece;
  const absl::Status fed = co_await FeedBody(piece);
  if (!fed.ok()) co_return fed;
  if (body_bytes_ > limits_.upload_bytes_max) co_return TooLarge(limits_.upload_bytes_max);
  co_return piece;
}

// Reads what is left of a body that nobody wanted. False: it is too much, and the connection ends.
asio::awaitable<bool> Connection::SkipBody() {
  if (decoder_.done()) co_return true;
  const size_t left = static_cast<size_t>(request_.content_length.value_or(kSkipBytesMax + 1));
  if (request_.expects_continue || request_.chunked || left > kSkipBytesMax) co_return false;
  ArmTimer(limits_.body_time_max);
  while (!decoder_.done()) {
    std::string ignored;
    const absl::Status fed = co_await FeedBody(ignored);
    if (!fed.ok()) co_return false;
  }
  co_return true;
}

asio::awaitable<bool> Connection::Write(std::string head, std::string body) {
  ArmTimer(limits_.write_time_max);
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(head), asio::buffer(body)};
  error_code error;
  co_await asio::async_write(socket_, buffers, asio::redirect_error(asio::use_awaitable, error));
  if (error) closing_ = true;
  co_return !error;
}

asio::awaitable<void> Connection::Respond(HttpResponse response) {
  const bool skipped = co_await SkipBody();
  closing_ = LastAnswer() || !skipped;
  GiveBackCharge();
  std::string head = SerializeHead(response, Framing::kLength, response.body.size(), closing_);
  if (request_.method == "HEAD") response.body.clear();
  co_await Write(std::move(head), std::move(response.body));
}

asio::awaitable<bool> Connection::StartStream(HttpResponse response) {
  chunked_answer_ = !request_.http_1_0;
  closing_ = LastAnswer() || !chunked_answer_;
  std::string head = SerializeHead(
      response, chunked_answer_ ? Framing::kChunked : Framing::kUntilClose, 0, closing_);
  co_return co_await Write(std::move(head), std::string());
}

asio::awaitable<bool> Connection::WritePiece(std::string piece) {
  // An empty chunk would end the body.
  if (piece.empty() || request_.method == "HEAD") co_return true;
  std::string head;
  if (chunked_answer_) {
    head = absl::StrCat(absl::Hex(piece.size()), "\r\n");
    piece += "\r\n";
  }
  co_return co_await Write(std::move(head), std::move(piece));
}

asio::awaitable<void> Connection::EndStream(bool complete) {
  if (!complete) {
    closing_ = true;
    // A reset rather than an orderly end: a client that reads until the close must see the break,
    // too.
    error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    CloseSocket();
    co_return;
  }
  if (!chunked_answer_ || request_.method == "HEAD") co_return;
  std::string last = "0\r\n\r\n";
  co_await Write(std::move(last), std::string());
}

// Reads on for a moment before the close: closing with bytes unread would reset the connection, and
// the client would lose the answer that says why.
asio::awaitable<void> Connection::Linger() {
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  ArmTimer(kLingerTime);
  absl::Status read = absl::OkStatus();
  while (read.ok()) {
    in_.clear();
    read = co_await ReadMore();
  }
}

void Connection::WatchPeer(std::function<void()> gone) {
  DisarmTimer();
  watch_ = std::make_shared<Watch>(Watch{.gone = std::move(gone)});
  WaitForPeer(watch_);
}

void Connection::WaitForPeer(std::shared_ptr<Watch> watch) {
  // The socket becomes readable when the client closes, or when it sends its next request: then it
  // is there. It may also be said to be readable for bytes that were read meanwhile.
  socket_.async_wait(
      asio::ip::tcp::socket::wait_read,
      [self = shared_from_this(), watch = std::move(watch)](const error_code& error) {
        if (error || self->watch_ != watch) return;
        char byte = 0;
        const ssize_t size =
            ::recv(self->socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        const bool nothing = size < 0 && (errno == EAGAIN || errno == EINTR);
        if (nothing) {
          self->WaitForPeer(watch);
        } else if (size <= 0) {
          watch->gone();
        }
      });
}

void Connection::StopWatching() {
  if (watch_ == nullptr) return;
  watch_ = nullptr;
  error_code ignored;
  socket_.cancel(ignored);
}

}  // namespace ladder::gateway
