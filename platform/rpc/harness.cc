#include "platform/rpc/harness.h"

#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/codegen/rpc_service_method.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "ladder/options/v1/options.pb.h"
#include "ladder/options/v1/reasons.h"
#include "platform/log/log.h"
#include "platform/rpc/status_proto.h"
#include "platform/rpc/transactor.h"
#include "platform/status/status.h"

namespace ladder::rpc {
namespace {

using google::protobuf::Message;

absl::string_view MetadataOf(const grpc::CallbackServerContext& context, const char* key) {
  const auto found = context.client_metadata().find(key);
  if (found == context.client_metadata().end()) return "";
  return absl::string_view(found->second.data(), found->second.size());
}

// Nothing inside leaks: a status that no rule made becomes INTERNAL with the trace id, and the log
// keeps the rest.
absl::Status MaskInternal(absl::Status status, const telemetry::Trace& trace,
                          const std::string& method) {
  if (status.ok() || RefusalOf(status)) return status;
  if (status.code() == absl::StatusCode::kDeadlineExceeded) return Refuse(Reason::kDeadlinePassed);
  log::Error("internal_error",
             {{"method", method}, {"trace", trace.trace_id}, {"status", status.ToString()}});
  return Refuse(Reason::kInternal, {{"trace", trace.trace_id}});
}

}  // namespace

struct Harness::MethodEntry {
  std::unique_ptr<BoundMethod> bound;
  absl::Duration deadline_max = absl::Seconds(60);
  prometheus::Histogram* seconds = nullptr;

  // The counter of a code, made when the code first occurs: most methods see three codes, not
  // seventeen.
  prometheus::Counter& CounterOf(absl::StatusCode code, telemetry::Metrics& metrics) {
    std::atomic<prometheus::Counter*>& counter = by_code_[static_cast<size_t>(code)];
    if (counter.load(std::memory_order_acquire) == nullptr) {
      counter.store(&metrics.Counter("ladder_rpc_total", "Calls answered, by status code.",
                                     {{"method", bound->descriptor->full_name()},
                                      {"code", absl::StatusCodeToString(code)}}),
                    std::memory_order_release);
    }
    return *counter.load(std::memory_order_acquire);
  }

 private:
  std::array<std::atomic<prometheus::Counter*>, 17> by_code_ = {};
};

// gRPC's view of one proto service: raw bytes in and out, so that parsing and its errors are ours.
class Harness::RawService : public grpc::Service {
 public:
  explicit RawService(std::string name) : name_(std::move(name)) {}
  const std::string& name() const { return name_; }

  void Add(Harness& harness, MethodEntry& method) {
    // This is what generated code does for a raw callback method.
    AddMethod(new grpc::internal::RpcServiceMethod(method.bound->path.c_str(),
                                                   grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodRawCallback(
        count_++,
        new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
            [&harness, &method](grpc::CallbackServerContext* context,
                                const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
              return harness.Start(method, *context, *request, *response);
            }));
  }

 private:
  const std::string name_;
  int count_ = 0;
};

namespace {

// Deletes itself when gRPC is done with the call.
class Reactor final : public grpc::ServerUnaryReactor {
 public:
  explicit Reactor(std::shared_ptr<std::atomic<bool>> cancelled)
      : cancelled_(std::move(cancelled)) {}
  void OnCancel() override { cancelled_->store(true, std::memory_order_relaxed); }
  void OnDone() override { delete this; }

 private:
  std::shared_ptr<std::atomic<bool>> cancelled_;
};

}  // namespace

// One call from arrival to answer.
class Harness::CallState {
 public:
  CallState(MethodEntry& method_entry, grpc::CallbackServerContext& server_context,
            const grpc::ByteBuffer& bytes_in, grpc::ByteBuffer& bytes_out)
      : method(method_entry),
        context(server_context),
        request_bytes(bytes_in),
        response_bytes(bytes_out) {}

  MethodEntry& method;
  grpc::CallbackServerContext& context;
  const grpc::ByteBuffer& request_bytes;
  grpc::ByteBuffer& response_bytes;
  std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);
  Reactor* reactor = new Reactor(cancelled);
  absl::Time arrival = absl::UnixEpoch();
  absl::Time deadline = absl::UnixEpoch();
  telemetry::Trace trace = {};
  identity::Principal principal = {};
  std::unique_ptr<Message> request = nullptr;
  std::string in_flight_key = "";
};

Harness::Harness(const HarnessOptions& options, const SystemClock& system_clock,
                 const CivilClock& civil_clock, telemetry::Metrics& metrics,
                 std::vector<std::unique_ptr<BoundMethod>> methods)
    : options_(options),
      system_clock_(system_clock),
      civil_clock_(civil_clock),
      metrics_(metrics),
      workers_(options.workers, options.workers * 2) {
  for (std::unique_ptr<BoundMethod>& bound : methods) {
    auto entry = std::make_unique<MethodEntry>();
    const int limit =
        bound->descriptor->options().GetExtension(options::v1::method).deadline_seconds_max();
    entry->deadline_max = limit > 0 ? absl::Seconds(limit) : options_.deadline_max;
    const std::string& label = bound->descriptor->full_name();
    entry->seconds = &metrics_.Seconds("ladder_rpc_seconds", "Time from arrival to answer.",
                                       {{"method", label}});
    const std::string& service_name = bound->descriptor->service()->full_name();
    auto service = std::find_if(services_.begin(), services_.end(), [&](const auto& candidate) {
      return candidate->name() == service_name;
    });
    if (service == services_.end()) {
      services_.push_back(std::make_unique<RawService>(service_name));
      service = std::prev(services_.end());
    }
    entry->bound = std::move(bound);
    (*service)->Add(*this, *entry);
    methods_.push_back(std::move(entry));
  }
}

Harness::~Harness() = default;

std::vector<grpc::Service*> Harness::services() const {
  std::vector<grpc::Service*> services;
  for (const auto& service : services_) services.push_back(service.get());
  return services;
}

grpc::ServerUnaryReactor* Harness::Start(MethodEntry& method, grpc::CallbackServerContext& context,
                                         const grpc::ByteBuffer& request,
                                         grpc::ByteBuffer& response) {
  auto state = std::make_shared<CallState>(method, context, request, response);
  Reactor* reactor = state->reactor;
  state->arrival = system_clock_.Now();
  state->trace = telemetry::Trace::Continue(MetadataOf(context, "traceparent"));
  const absl::Time asked = absl::FromChrono(context.deadline());
  const absl::Duration granted = asked == absl::InfiniteFuture()
                                     ? options_.deadline_default
                                     : std::min(asked - absl::Now(), method.deadline_max);
  state->deadline = absl::Now() + granted;
  if (absl::Status status = Admit(*state); !status.ok()) {
    Finish(*state, std::move(status));
    return reactor;
  }
  state->in_flight_key =
      RequestKeyOf(state->principal, *method.bound->descriptor, *state->request).key;
  if (state->in_flight_key.empty()) {
    Queue(state);
  } else if (in_flight_.Enter(state->in_flight_key, [this, state] { Queue(state); }) ==
             InFlight::Entry::kRefused) {
    state->in_flight_key.clear();
    Finish(*state, WithRetryAfter(Refuse(Reason::kRequestInProgress), absl::Milliseconds(50)));
  }
  return reactor;
}

// The fixed order of checks (docs/architecture.md 5): identity, permission, then the request
// itself.
absl::Status Harness::Admit(CallState& state) const {
  if (draining_.load()) return Refuse(Reason::kShuttingDown);
  if (!options_.insecure_identity) return Refuse(Reason::kUnauthenticated);
  LADDER_ASSIGN_OR_RETURN(state.principal, identity::ParseDevelopmentHeader(MetadataOf(
                                               state.context, identity::kDevelopmentHeader)));
  const BoundMethod& bound = *state.method.bound;
  if (!state.principal.Holds(bound.permission)) {
    return Refuse(Reason::kPermissionDenied, {{"permission", bound.permission}});
  }
  state.request = bound.NewRequest();
  grpc::ByteBuffer bytes = state.request_bytes;
  if (!grpc::SerializationTraits<Message>::Deserialize(&bytes, state.request.get()).ok()) {
    return RefuseField(Reason::kFieldText, "request");
  }
  return field_rules_.Check(*state.request);
}

void Harness::Queue(const std::shared_ptr<CallState>& state) {
  if (workers_.TryRun(state->deadline, [this, state] { RunHandler(*state); })) return;
  Finish(*state, WithRetryAfter(Refuse(Reason::kOverloaded), absl::Milliseconds(200)));
}

void Harness::RunHandler(CallState& state) {
  if (state.cancelled->load() || absl::Now() >= state.deadline)
    return Finish(state, Refuse(Reason::kDeadlinePassed));
  const BoundMethod& bound = *state.method.bound;
  const Call call({.method = bound.descriptor,
                   .request = state.request.get(),
                   .principal = state.principal,
                   .trace = state.trace,
                   .now = state.arrival,
                   .deadline = state.deadline,
                   .today = civil_clock_.Today(),
                   .cancelled = state.cancelled,
                   .wakeup = options_.wakeup});
  // Handlers don't throw; the standard library can, when memory ends.
  absl::StatusOr<std::unique_ptr<Message>> answer = absl::UnknownError("the handler threw");
  try {
    answer = bound.Handle(call, *state.request);
  } catch (const std::exception& error) {
    answer = absl::InternalError(error.what());
  }
  if (answer.ok()) {
    bool own_buffer = false;
    const grpc::Status written =
        grpc::SerializationTraits<Message>::Serialize(**answer, &state.response_bytes, &own_buffer);
    if (!written.ok()) answer = absl::InternalError("the answer could not be serialised");
  }
  Finish(state, answer.status());
}

void Harness::Finish(CallState& state, absl::Status status) {
  const std::string& method = state.method.bound->descriptor->full_name();
  status = MaskInternal(std::move(status), state.trace, method);
  const absl::Duration took = system_clock_.Now() - state.arrival;
  state.method.seconds->Observe(absl::ToDoubleSeconds(took));
  state.method.CounterOf(status.code(), metrics_).Increment();
  log::Info("rpc", {{"method", method},
                    {"code", absl::StatusCodeToString(status.code())},
                    {"reason", ReasonOf(status)},
                    {"ms", absl::ToDoubleMilliseconds(took)},
                    {"principal", state.principal.name},
                    {"trace", state.trace.trace_id}});
  const std::string key = std::move(state.in_flight_key);
  if (status.ok()) {
    state.reactor->Finish(grpc::Status::OK);
  } else {
    const google::rpc::Status proto = ToStatusProto(status);
    state.reactor->Finish(grpc::Status(static_cast<grpc::StatusCode>(proto.code()), proto.message(),
                                       proto.SerializeAsString()));
  }
  // `state` may be gone from here on.
  if (!key.empty()) in_flight_.Leave(key);
}

}  // namespace ladder::rpc
