// A service that knows no protos: it keeps the bytes it got and answers what the test said.
#pragma once

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/server.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/time.h"

namespace ladder::gateway {

class FakeUpstream : public grpc::CallbackGenericService {
 public:
  struct Call {
    std::string method = "";
    std::map<std::string, std::string> metadata = {};
    absl::Duration time_left = absl::ZeroDuration();
    std::vector<std::string> messages = {};
  };
  struct Answer {
    grpc::Status status = grpc::Status::OK;
    std::vector<std::string> messages = {};
    bool hold = false;   // never answers; the caller has to give up
    bool early = false;  // answers after the first message, without waiting for the others
  };

  FakeUpstream();
  ~FakeUpstream() override;

  std::string address() const;
  void AnswerWith(Answer answer);
  // The calls so far, in the order in which they were answered.
  std::vector<Call> calls() const;
  // Waits for a held call to arrive, and for its caller to give up.
  bool WaitForHeld() { return held_.WaitForNotificationWithTimeout(absl::Seconds(10)); }
  bool WaitForCancelled() { return cancelled_.WaitForNotificationWithTimeout(absl::Seconds(10)); }

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

 private:
  class Reactor;

  mutable std::mutex mutex_;
  Answer answer_;
  std::vector<Call> calls_;
  absl::Notification held_;
  absl::Notification cancelled_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace ladder::gateway
