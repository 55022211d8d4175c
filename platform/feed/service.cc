#include "platform/feed/service.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/feed/convert.h"
#include "platform/feed/event_log.h"
#include "platform/feed/event_stream.h"
#include "platform/feed/snapshot_stream.h"
#include "platform/status/status.h"

namespace ladder::feed {
namespace {

// A stream that was refused before it had anything to do.
template <typename Message>
class RefusedStream final : public grpc::ServerWriteReactor<Message> {
 public:
  explicit RefusedStream(const absl::Status& status) { this->Finish(ToGrpc(status)); }
  void OnDone() override { delete this; }
};

// GetHeads waits for the database, so it is a pump's job. gRPC owns the reactor and its request.
class HeadsJob final : public Pump::Job {
 public:
  HeadsJob(EventFeedService::Shared& shared, grpc::ServerUnaryReactor& reactor,
           events::v1::GetHeadsResponse& response)
      : shared_(shared), reactor_(reactor), response_(response) {}

  Pump::Step Run(bool stopping) override {
    const absl::Status status = stopping ? Refuse(Reason::kShuttingDown) : Fill();
    reactor_.Finish(ToGrpc(status));
    delete this;
    return Pump::Step::kDone;
  }

 private:
  absl::Status Fill() {
    LADDER_ASSIGN_OR_RETURN(const LogBounds bounds, shared_.database.Read(ReadBounds));
    response_.set_epoch(bounds.heads.epoch.ToString());
    for (size_t p = 0; p < kPartitions; ++p) {
      events::v1::PartitionHead& head = *response_.add_heads();
      head.set_partition(static_cast<int>(p));
      head.set_last_seq(bounds.heads.last_seq[p]);
      head.set_first_seq(bounds.first_seq[p]);
    }
    return absl::OkStatus();
  }

  EventFeedService::Shared& shared_;
  grpc::ServerUnaryReactor& reactor_;
  events::v1::GetHeadsResponse& response_;
};

absl::StatusOr<EventFilter> Admit(const EventFeedService::Shared& shared,
                                  const grpc::CallbackServerContext& context) {
  if (!shared.options.admit) return EventFilter();
  return shared.options.admit(context);
}

}  // namespace

void EventFeedService::Shared::Opened() {
  std::lock_guard lock(mutex);
  ++open;
}

void EventFeedService::Shared::Closed() {
  // Under the lock to the end: the service may go away as soon as it sees the last one closed.
  std::lock_guard lock(mutex);
  --open;
  closed.notify_all();
}

EventFeedService::EventFeedService(mysql::Database& database, const SystemClock& clock,
                                   Heads& heads, std::vector<SnapshotPager> snapshot,
                                   EventFeedOptions options)
    : shared_{.database = database,
              .clock = clock,
              .heads = heads,
              .snapshot = std::move(snapshot),
              .options = options,
              .event_pump = Pump(std::min(options.heartbeat / 4, absl::Seconds(1))),
              .snapshot_pump = Pump(absl::Seconds(1))} {}

EventFeedService::~EventFeedService() { Stop(); }

void EventFeedService::Start() {
  shared_.event_pump.Start();
  shared_.snapshot_pump.Start();
  shared_.heads.SetListener([this] { shared_.event_pump.Notify(); });
}

void EventFeedService::Stop() {
  shared_.heads.SetListener(nullptr);
  shared_.event_pump.Stop();
  shared_.snapshot_pump.Stop();
  std::unique_lock lock(shared_.mutex);
  shared_.closed.wait(lock, [this] { return shared_.open == 0; });
}

int EventFeedService::open_calls() const {
  std::lock_guard lock(shared_.mutex);
  return shared_.open;
}

grpc::ServerUnaryReactor* EventFeedService::GetHeads(grpc::CallbackServerContext* context,
                                                     const events::v1::GetHeadsRequest* /*request*/,
                                                     events::v1::GetHeadsResponse* response) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  if (const auto filter = Admit(shared_, *context); !filter.ok()) {
    reactor->Finish(ToGrpc(filter.status()));
    return reactor;
  }
  auto job = std::make_unique<HeadsJob>(shared_, *reactor, *response);
  if (shared_.event_pump.Add(job.get())) {
    (void)job.release();  // it deletes itself when done
  } else {
    reactor->Finish(ToGrpc(Refuse(Reason::kShuttingDown)));
  }
  return reactor;
}

grpc::ServerWriteReactor<events::v1::EventBatch>* EventFeedService::ReadEvents(
    grpc::CallbackServerContext* context, const events::v1::ReadEventsRequest* request) {
  absl::StatusOr<EventFilter> filter = Admit(shared_, *context);
  if (!filter.ok()) return new RefusedStream<events::v1::EventBatch>(filter.status());
  absl::StatusOr<std::vector<Cursor>> cursors = ParseCursors(*request);
  if (!cursors.ok()) return new RefusedStream<events::v1::EventBatch>(cursors.status());
  auto* const stream = new EventStream(shared_, *context, *std::move(cursors), *std::move(filter));
  stream->Begin();
  return stream;
}

grpc::ServerWriteReactor<events::v1::SnapshotPage>* EventFeedService::ReadSnapshot(
    grpc::CallbackServerContext* context, const events::v1::ReadSnapshotRequest* request) {
  using Refused = RefusedStream<events::v1::SnapshotPage>;
  absl::StatusOr<EventFilter> filter = Admit(shared_, *context);
  if (!filter.ok()) return new Refused(filter.status());
  if (request->partition() < 0 || request->partition() >= kPartitions) {
    return new Refused(RefuseField(Reason::kFieldOutOfRange, "partition",
                                   {{"min", "0"}, {"max", absl::StrCat(kPartitions - 1)}}));
  }
  const absl::StatusOr<Ulid> epoch = Ulid::Parse(request->epoch());
  if (!epoch.ok()) {
    return new Refused(RefuseField(Reason::kNameInvalid, "epoch", {{"format", "ULID"}}));
  }
  auto* const stream =
      new SnapshotStream(shared_, *context, request->partition(), *epoch, *std::move(filter));
  stream->Begin();
  return stream;
}

}  // namespace ladder::feed
