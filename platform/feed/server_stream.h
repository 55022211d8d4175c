// One server stream of the feed: gRPC's reactor on one side, a pump's job on the other. Only the
// pump's thread starts writes and finishes, so no lock is needed; gRPC's callbacks leave a mark and
// wake the pump.
#pragma once

#include <atomic>

#include "grpcpp/grpcpp.h"
#include "ladder/options/v1/reasons.h"
#include "platform/feed/convert.h"
#include "platform/feed/pump.h"
#include "platform/feed/service.h"
#include "platform/status/status.h"

namespace ladder::feed {

// Deletes itself when gRPC is done with it.
template <typename Message>
class ServerStream : public grpc::ServerWriteReactor<Message>, public Pump::Job {
 public:
  ServerStream(EventFeedService::Shared& shared, Pump& pump, grpc::CallbackServerContext& context)
      : shared_(shared), pump_(pump), context_(context) {
    shared_.Opened();
  }

  // Hands the stream to the pump, or ends it when the service stops.
  void Begin() {
    if (!pump_.Add(this)) this->Finish(ToGrpc(Refuse(Reason::kShuttingDown)));
  }

  Pump::Step Run(bool stopping) final {
    if (writing_.load()) {
      // A reader that doesn't read would keep the server from stopping.
      if (stopping) context_.TryCancel();
      return Pump::Step::kIdle;
    }
    if (broken_.load()) return End(absl::CancelledError("the reader went away"));
    if (stopping) return End(Refuse(Reason::kShuttingDown));
    return Produce();
  }

 protected:
  ~ServerStream() override = default;

  // Sends the next message, ends the stream, or waits. Runs on the pump's thread, never while a
  // message is under way.
  virtual Pump::Step Produce() = 0;

  // Sends `message`, which Produce may fill again when it is called next.
  Pump::Step Send() {
    writing_.store(true);
    this->StartWrite(&message_);
    return Pump::Step::kIdle;
  }
  Pump::Step End(const absl::Status& status) {
    this->Finish(ToGrpc(status));
    return Pump::Step::kDone;
  }

  EventFeedService::Shared& shared_;
  Message message_;

 private:
  void OnWriteDone(bool ok) final {
    if (!ok) broken_.store(true);
    writing_.store(false);
    pump_.Notify();
  }
  void OnCancel() final {
    broken_.store(true);
    pump_.Notify();
  }
  void OnDone() final {
    EventFeedService::Shared& shared = shared_;
    delete this;
    shared.Closed();
  }

  Pump& pump_;
  grpc::CallbackServerContext& context_;
  std::atomic<bool> writing_{false};
  std::atomic<bool> broken_{false};
};

}  // namespace ladder::feed
