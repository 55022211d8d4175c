#include "gateway/proxy/call.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>
#include <utility>

#include "absl/time/clock.h"
#include "gateway/proxy/bytes.h"
#include "platform/identity/principal.h"

namespace ladder::gateway {
namespace {

using Done = std::function<void(bool)>;

// Suspends the coroutine until the Done that `start` gets is called, from whatever thread; it
// resumes on its own.
template <typename Start>
asio::awaitable<bool> Await(Start start) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void(bool)>(
      [](auto handler, Start begin) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        begin([shared](bool ok) {
          const auto executor = asio::get_associated_executor(*shared);
          asio::post(executor, [shared, ok] { std::move (*shared)(ok); });
        });
      },
      asio::use_awaitable, std::move(start));
}

}  // namespace

void ApplyTerms(const CallTerms& terms, grpc::ClientContext& context) {
  context.set_deadline(absl::ToChronoTime(absl::Now() + terms.deadline));
  context.AddMetadata("traceparent", terms.traceparent);
  if (terms.development_identity)
    context.AddMetadata(identity::kDevelopmentHeader, *terms.development_identity);
}

UnaryCall::UnaryCall(grpc::GenericStub& stub, const std::string& method_path,
                     const CallTerms& terms)
    : stub_(stub), method_path_(method_path), state_(std::make_shared<State>()) {
  ApplyTerms(terms, state_->context);
}

asio::awaitable<CallResult> UnaryCall::Run(std::string request) {
  state_->request = ToByteBuffer(request);
  const std::shared_ptr<State> state = state_;
  auto start = [this, state](Done done) {
    stub_.UnaryCall(&state->context, method_path_, grpc::StubOptions(), &state->request,
                    &state->response, [state, done = std::move(done)](grpc::Status status) {
                      state->status = std::move(status);
                      done(true);
                    });
  };
  co_await Await(std::move(start));
  CallResult result;
  result.status = state->status;
  result.response = ToBytes(state->response);
  co_return result;
}

// Lives until gRPC is done with it, whoever lets go of the call first.
class StreamCall::Reactor : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  void Begin(grpc::GenericStub& stub, const std::string& method_path,
             const std::shared_ptr<Reactor>& self) {
    self_ = self;
    stub.PrepareBidiStreamingCall(&context_, method_path, grpc::StubOptions(), this);
    // Held until Finish: reads and writes start outside of gRPC's own callbacks.
    AddHold();
    StartCall();
  }

  void Write(std::string message, Done done) {
    on_write_ = std::move(done);
    outgoing_ = ToByteBuffer(message);
    StartWrite(&outgoing_);
  }
  void WritesDone(Done done) {
    on_write_ = std::move(done);
    StartWritesDone();
  }
  void Read(Done done) {
    on_read_ = std::move(done);
    StartRead(&incoming_);
  }
  void Release() { RemoveHold(); }
  // Calls `done` once the status is there.
  void WhenDone(Done done) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!finished_) {
        on_done_ = std::move(done);
        return;
      }
    }
    done(true);
  }

  void OnWriteDone(bool ok) override { std::exchange(on_write_, nullptr)(ok); }
  void OnWritesDoneDone(bool ok) override { std::exchange(on_write_, nullptr)(ok); }
  void OnReadDone(bool ok) override { std::exchange(on_read_, nullptr)(ok); }
  void OnDone(const grpc::Status& status) override {
    const std::shared_ptr<Reactor> self = std::move(self_);
    Done done;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      status_ = status;
      finished_ = true;
      done = std::move(on_done_);
    }
    if (done) done(true);
  }

  grpc::ClientContext& context() { return context_; }
  const grpc::ByteBuffer& incoming() const { return incoming_; }
  const grpc::Status& status() const { return status_; }

 private:
  grpc::ClientContext context_;
  grpc::ByteBuffer outgoing_;
  grpc::ByteBuffer incoming_;
  Done on_write_;
  Done on_read_;
  std::mutex mutex_;
  bool finished_ = false;
  Done on_done_;
  grpc::Status status_;
  std::shared_ptr<Reactor> self_;
};

StreamCall::StreamCall(grpc::GenericStub& stub, const std::string& method_path,
                       const CallTerms& terms)
    : reactor_(std::make_shared<Reactor>()) {
  ApplyTerms(terms, reactor_->context());
  reactor_->Begin(stub, method_path, reactor_);
}

StreamCall::~StreamCall() {
  if (reactor_ == nullptr) return;
  reactor_->context().TryCancel();
  reactor_->Release();
}

void StreamCall::Cancel() {
  if (reactor_ != nullptr) reactor_->context().TryCancel();
}

asio::awaitable<bool> StreamCall::Write(std::string message) {
  auto start = [reactor = reactor_, message = std::move(message)](Done done) mutable {
    reactor->Write(std::move(message), std::move(done));
  };
  const bool ok = co_await Await(std::move(start));
  co_return ok;
}

asio::awaitable<void> StreamCall::WritesDone() {
  auto start = [reactor = reactor_](Done done) { reactor->WritesDone(std::move(done)); };
  co_await Await(std::move(start));
}

asio::awaitable<absl::optional<std::string>> StreamCall::Read() {
  auto start = [reactor = reactor_](Done done) { reactor->Read(std::move(done)); };
  const bool ok = co_await Await(std::move(start));
  absl::optional<std::string> message;
  if (ok) message = ToBytes(reactor_->incoming());
  co_return message;
}

asio::awaitable<grpc::Status> StreamCall::Finish() {
  const std::shared_ptr<Reactor> reactor = std::exchange(reactor_, nullptr);
  reactor->Release();
  auto start = [reactor](Done done) { reactor->WhenDone(std::move(done)); };
  co_await Await(std::move(start));
  co_return reactor->status();
}

}  // namespace ladder::gateway
