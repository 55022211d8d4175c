// One call to an upstream, from the gateway's coroutines: bytes in, bytes out.
#pragma once

#include "gateway/http/asio.h"

#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/client_callback.h>

#include <functional>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace ladder::gateway {

// What goes along with the message.
struct CallTerms {
  absl::Duration deadline = absl::ZeroDuration();
  std::string traceparent = "";
  absl::optional<std::string> development_identity = absl::nullopt;
};

// Deadline and metadata of a call.
void ApplyTerms(const CallTerms& terms, grpc::ClientContext& context);

struct CallResult {
  grpc::Status status = grpc::Status::OK;
  std::string response = "";
};

// A unary call. `cancel` gets a function that cancels it, callable until the result is there.
class UnaryCall {
 public:
  UnaryCall(grpc::GenericStub& stub, const std::string& method_path, const CallTerms& terms);

  asio::awaitable<CallResult> Run(std::string request);
  void Cancel() { state_->context.TryCancel(); }

 private:
  struct State {
    grpc::ClientContext context;
    grpc::ByteBuffer request;
    grpc::ByteBuffer response;
    grpc::Status status;
  };
  grpc::GenericStub& stub_;
  const std::string& method_path_;
  std::shared_ptr<State>
      state_;  // shared with gRPC's callback, which may outlive an abandoned coroutine
};

// A call with streams on either side. One write and one read may be under way at a time. A call
// that is dropped before Finish is cancelled.
class StreamCall {
 public:
  StreamCall(grpc::GenericStub& stub, const std::string& method_path, const CallTerms& terms);
  ~StreamCall();
  StreamCall(const StreamCall&) = delete;
  StreamCall& operator=(const StreamCall&) = delete;

  // False: the call is over, and Finish says why.
  asio::awaitable<bool> Write(std::string message);
  // The last message went out.
  asio::awaitable<void> WritesDone();
  // Nothing: no more messages, and Finish says why.
  asio::awaitable<absl::optional<std::string>> Read();
  // The call's status; waits for it.
  asio::awaitable<grpc::Status> Finish();
  void Cancel();

 private:
  class Reactor;
  std::shared_ptr<Reactor> reactor_;
};

}  // namespace ladder::gateway
