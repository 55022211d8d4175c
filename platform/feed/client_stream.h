// A server stream read by a thread that also has other things to do: Next waits no longer than it
// is told.
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"

namespace ladder::feed {

enum class NextResult {
  kMessage,  // the message is there
  kNothing,  // none came in time
  kEnded,    // none will come; see status()
};

// Used by one thread. One message at most waits in memory.
template <typename Message>
class ClientStream final : public grpc::ClientReadReactor<Message> {
 public:
  // `start` begins the call on the given context with this reactor:
  // ClientStream<EventBatch> s([&](auto* context, auto* reactor) {
  // stub.async()->ReadEvents(context, &r, reactor); }); What `start` captured, the request among
  // it, outlives the stream.
  template <typename F>
  explicit ClientStream(F&& start) {
    start(&context_, this);
    // Reads start outside gRPC's callbacks too, so the call must not end between two of them.
    this->AddHold();
    reading_ = true;
    this->StartRead(&message_);
    this->StartCall();
  }
  ~ClientStream() override { Close(); }

  // Swaps the next message into `message`.
  NextResult Next(absl::Duration timeout, Message& message) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, absl::ToChronoMicroseconds(timeout), [this] { return full_ || done_; });
    if (full_) {
      std::swap(message, message_);
      full_ = false;
      reading_ = true;
      lock.unlock();
      this->StartRead(&message_);
      return NextResult::kMessage;
    }
    return done_ ? NextResult::kEnded : NextResult::kNothing;
  }

  // Cancels the call and waits for its end.
  void Close() {
    std::unique_lock lock(mutex_);
    if (!ended_ && !closing_) {
      closing_ = true;
      const bool release = !reading_;
      if (release) ended_ = true;
      lock.unlock();
      context_.TryCancel();
      if (release) this->RemoveHold();
      lock.lock();
    }
    changed_.wait(lock, [this] { return done_; });
  }

  // After kEnded.
  const grpc::Status& status() const { return status_; }

 private:
  void OnReadDone(bool ok) override {
    bool release = false;
    {
      std::lock_guard lock(mutex_);
      reading_ = false;
      full_ = ok;
      if (!ok || closing_) {
        ended_ = true;
        release = true;
      }
      changed_.notify_all();
    }
    if (release) this->RemoveHold();
  }
  void OnDone(const grpc::Status& status) override {
    // Under the lock to the end: the owner may delete this as soon as it sees done_.
    std::lock_guard lock(mutex_);
    status_ = status;
    done_ = true;
    changed_.notify_all();
  }

  grpc::ClientContext context_;
  Message message_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool reading_ = false;  // gRPC owns message_
  bool full_ = false;     // message_ waits for Next
  bool closing_ = false;
  bool ended_ = false;  // no read will start any more; the hold is released
  bool done_ = false;   // gRPC is done with this object
  grpc::Status status_;
};

}  // namespace ladder::feed
