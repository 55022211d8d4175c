#include "gateway/proxy/grpc_front.h"

#include <grpcpp/ext/health_check_service_server_builder_option.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server_builder.h>

#include <algorithm>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gateway/proxy/call.h"
#include "gateway/proxy/upstream_status.h"
#include "gateway/transcode/error.h"
#include "ladder/gateway/v1/reasons.h"
#include "platform/identity/principal.h"
#include "platform/rpc/status_proto.h"
#include "platform/status/status.h"
#include "platform/telemetry/trace.h"

namespace ladder::gateway {
namespace {

std::string MetadataOf(const grpc::CallbackServerContext& context, const char* key) {
  const auto found = context.client_metadata().find(key);
  return found == context.client_metadata().end()
             ? ""
             : std::string(found->second.data(), found->second.size());
}

grpc::Status ToGrpc(const google::rpc::Status& status) {
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), status.message(),
                      status.SerializeAsString());
}

// The client's own deadline, within what the method may have.
absl::Duration TimeFor(const Method& method, const DeadlineLimits& limits, absl::Time deadline) {
  const absl::Duration granted = *DeadlineOf(method, limits, /*asked=*/nullptr);
  if (deadline == absl::InfiniteFuture()) return granted;
  const absl::Duration longest =
      method.deadline_max > absl::ZeroDuration() ? method.deadline_max : limits.longest;
  return std::min(deadline - absl::Now(), longest);
}

absl::Time DeadlineOfClient(const grpc::CallbackServerContext& context) {
  const auto deadline = context.deadline();
  return deadline == std::chrono::system_clock::time_point::max() ? absl::InfiniteFuture()
                                                                  : absl::FromChrono(deadline);
}

}  // namespace

// One call: the server's side is this object, the client's side its Up. Messages pass one at a time
// each way, so a slow reader slows its writer and nothing piles up here.
class GrpcFront::Relay : public grpc::ServerGenericBidiReactor {
 public:
  Relay(const Method& method, const Upstreams& upstreams, Observer& observer,
        const CallTerms& terms, telemetry::Trace trace)
      : method_(method), observer_(observer), trace_(std::move(trace)), up_(*this) {
    ApplyTerms(terms, up_.context);
    upstreams.StubOf(method).PrepareBidiStreamingCall(&up_.context, method.path,
                                                      grpc::StubOptions(), &up_);
    // One hold for each direction: both are driven from this side's callbacks.
    up_.AddMultipleHolds(2);
    up_.StartCall();
    StartRead(&request_);
    up_.StartRead(&response_);
  }

  void OnReadDone(bool ok) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!sending_) return;
    if (ok) {
      up_.StartWrite(&request_);
    } else {
      up_.StartWritesDone();
      EndSending();
    }
  }
  void OnWriteDone(bool ok) override {
    if (ok) {
      up_.StartRead(&response_);
      return;
    }
    up_.context.TryCancel();
    EndReceiving();
  }
  void OnCancel() override { up_.context.TryCancel(); }
  void OnDone() override {
    RequestRecord record;
    record.protocol = "grpc";
    record.pattern = "";
    record.rpc = method_.path;
    const std::string code = CodeName(static_cast<int>(code_));
    record.code = code;
    record.duration = absl::Now() - start_;
    record.trace_id = trace_.trace_id;
    observer_.End(record);
    delete this;
  }

 private:
  struct Up : grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
    explicit Up(Relay& relay_in) : relay(relay_in) {}
    void OnWriteDone(bool ok) override { relay.OnUpWritten(ok); }
    void OnReadDone(bool ok) override { relay.OnUpRead(ok); }
    void OnDone(const grpc::Status& status) override { relay.OnUpDone(status); }
    Relay& relay;
    grpc::ClientContext context;
  };

  void OnUpWritten(bool ok) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!ok) EndSending();
    if (sending_) StartRead(&request_);
  }

  void OnUpRead(bool ok) {
    if (ok) {
      StartWrite(&response_);
      return;
    }
    // The upstream has no more to say; what the client still sends is pointless.
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      EndSending();
    }
    EndReceiving();
  }

  void OnUpDone(const grpc::Status& status) {
    if (status.ok()) {
      Finish(status);
      return;
    }
    const google::rpc::Status proto = StatusOfUpstream(status, method_.upstream, trace_.trace_id);
    code_ = static_cast<grpc::StatusCode>(proto.code());
    Finish(ToGrpc(proto));
  }

  // Under the mutex. The call may end once both directions have.
  void EndSending() {
    if (std::exchange(sending_, false)) up_.RemoveHold();
  }
  void EndReceiving() { up_.RemoveHold(); }

  const Method& method_;
  Observer& observer_;
  const telemetry::Trace trace_;
  const absl::Time start_ = absl::Now();
  Up up_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  grpc::StatusCode code_ = grpc::StatusCode::OK;
  std::mutex mutex_;
  bool sending_ = true;
};

class GrpcFront::Refused : public grpc::ServerGenericBidiReactor {
 public:
  Refused() { Finish(ToGrpc(rpc::ToStatusProto(Refuse(Reason::kMethodUnimplemented)))); }
  void OnDone() override { delete this; }
};

GrpcFront::GrpcFront(const Api& api, const Upstreams& upstreams, Observer& observer,
                     GrpcFrontOptions options)
    : api_(api), upstreams_(upstreams), observer_(observer), options_(std::move(options)) {}

absl::StatusOr<std::unique_ptr<GrpcFront>> GrpcFront::Start(
    const Api& api, const Upstreams& upstreams, Observer& observer, GrpcFrontOptions options,
    const std::shared_ptr<grpc::ServerCredentials>& credentials) {
  grpc::EnableDefaultHealthCheckService(true);
  std::unique_ptr<GrpcFront> front(new GrpcFront(api, upstreams, observer, std::move(options)));
  grpc::ServerBuilder builder;
  builder.AddListeningPort(front->options_.listen, credentials, &front->port_);
  builder.RegisterCallbackGenericService(front.get());
  builder.SetMaxReceiveMessageSize(front->options_.message_bytes_max);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS,
                             front->options_.streams_per_connection_max);
  // Another process must not be able to take half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  front->server_ = builder.BuildAndStart();
  if (front->server_ == nullptr || front->port_ == 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", front->options_.listen));
  }
  return front;
}

GrpcFront::~GrpcFront() { Drain(absl::ZeroDuration()); }

void GrpcFront::Drain(absl::Duration time_max) {
  if (server_ == nullptr) return;
  server_->GetHealthCheckService()->SetServingStatus(false);
  server_->Shutdown(absl::ToChronoTime(absl::Now() + time_max));
  server_->Wait();
  server_ = nullptr;
}

grpc::ServerGenericBidiReactor* GrpcFront::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  const Method* method = api_.FindMethod(context->method());
  if (method == nullptr) return new Refused();
  observer_.Begin();
  const std::string traceparent = MetadataOf(*context, "traceparent");
  telemetry::Trace trace =
      traceparent.empty() ? telemetry::Trace::New() : telemetry::Trace::Continue(traceparent);
  CallTerms terms;
  terms.deadline = TimeFor(*method, options_.deadlines, DeadlineOfClient(*context));
  terms.traceparent = trace.ToHeader();
  const std::string identity = MetadataOf(*context, identity::kDevelopmentHeader);
  if (options_.insecure_identity && !identity.empty()) terms.development_identity = identity;
  return new Relay(*method, upstreams_, observer_, terms, std::move(trace));
}

}  // namespace ladder::gateway
