// One call as a handler sees it: who asks, what day it is, how long there is. Made by the harness.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "platform/calendar/civil_day.h"
#include "platform/feed/outbox.h"
#include "platform/identity/principal.h"
#include "platform/telemetry/trace.h"

namespace ladder::rpc {

class Call {
 public:
  struct Parts {
    const google::protobuf::MethodDescriptor* method = nullptr;
    const google::protobuf::Message* request = nullptr;
    identity::Principal principal = {};
    telemetry::Trace trace = {};
    absl::Time now = absl::UnixEpoch();
    absl::Time deadline = absl::InfiniteFuture();
    CivilDay today = CivilDay();
    std::shared_ptr<std::atomic<bool>> cancelled = nullptr;
    feed::Wakeup* wakeup = nullptr;  // of this process's numberer
  };
  explicit Call(Parts parts) : parts_(std::move(parts)) {}

  const google::protobuf::MethodDescriptor& method() const { return *parts_.method; }
  const google::protobuf::Message& request() const { return *parts_.request; }
  const identity::Principal& principal() const { return parts_.principal; }
  const Scope& scope() const { return parts_.principal.scope; }
  const telemetry::Trace& trace() const { return parts_.trace; }
  // The instant the call arrived, by the system clock.
  absl::Time now() const { return parts_.now; }
  absl::Time deadline() const { return parts_.deadline; }
  // The civil day in the county when the call arrived; the only "today" a rule may use.
  CivilDay today() const { return parts_.today; }
  // The client went away or its deadline passed: long work should stop.
  bool cancelled() const {
    return parts_.cancelled != nullptr && parts_.cancelled->load(std::memory_order_relaxed);
  }
  // What events written by this call carry.
  feed::Origin origin() const {
    return {.now = parts_.now,
            .day = parts_.today,
            .trace = parts_.trace.ToHeader(),
            .wakeup = parts_.wakeup};
  }

 private:
  Parts parts_;
};

}  // namespace ladder::rpc
