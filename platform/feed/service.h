// The EventFeed service: offers one schema's feed to the other services (docs/architecture.md 3
// and 9.1). The database is read on two threads of its own, one for events and one for snapshots,
// however many readers there are; each reader has one message under way, so a slow one costs one
// batch of memory.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "ladder/events/v1/feed.grpc.pb.h"
#include "platform/clock/clock.h"
#include "platform/feed/event.h"
#include "platform/feed/heads.h"
#include "platform/feed/pump.h"
#include "platform/mysql/database.h"

namespace ladder::feed {

// The aggregates of one kind that belong to `partition`, marked ones too, with ids after `after`,
// in the order of their ids, at most `limit`; fewer end the kind. The root's last_event is read
// before or with the rest of the state, so that the state is at least as new. `Ulid` of each item
// is the root's id.
using SnapshotPager = std::function<absl::StatusOr<std::vector<std::pair<Ulid, SnapshotItem>>>(
    mysql::Transaction& tx, int partition, const Ulid& after, int limit)>;

// How much of an event a reader may see.
enum class Sight { kWhole, kTombstone, kNothing };
using EventFilter = std::function<Sight(const Reach&)>;

struct EventFeedOptions {
  absl::Duration heartbeat = absl::Seconds(2);
  int batch_events_max = 200;
  size_t batch_bytes_max = 1024 * 1024;  // but one event always fits
  int snapshot_page = 200;
  // Decides about each call before anything is read: who may call, and what that reader may see
  // (nothing set: all of it). Without it every caller is admitted and sees everything.
  std::function<absl::StatusOr<EventFilter>(const grpc::CallbackServerContext&)> admit = nullptr;
};

class EventFeedService final : public events::v1::EventFeed::CallbackService {
 public:
  // The references outlive it. `heads` are kept by the numberer of this process; their listener is
  // this service.
  EventFeedService(mysql::Database& database, const SystemClock& clock, Heads& heads,
                   std::vector<SnapshotPager> snapshot, EventFeedOptions options = {});
  ~EventFeedService() override;

  void Start();
  // Ends every open call with SHUTTING_DOWN and refuses new ones. Call it before the server's
  // Shutdown.
  void Stop();

  // How many calls are open.
  int open_calls() const;

  grpc::ServerUnaryReactor* GetHeads(grpc::CallbackServerContext* context,
                                     const events::v1::GetHeadsRequest* request,
                                     events::v1::GetHeadsResponse* response) override;
  grpc::ServerWriteReactor<events::v1::EventBatch>* ReadEvents(
      grpc::CallbackServerContext* context, const events::v1::ReadEventsRequest* request) override;
  grpc::ServerWriteReactor<events::v1::SnapshotPage>* ReadSnapshot(
      grpc::CallbackServerContext* context,
      const events::v1::ReadSnapshotRequest* request) override;

  // What the calls of this service need; for the streams alone.
  struct Shared {
    mysql::Database& database;
    const SystemClock& clock;
    Heads& heads;
    const std::vector<SnapshotPager> snapshot;
    const EventFeedOptions options;
    Pump event_pump;
    Pump snapshot_pump;

    void Opened();
    void Closed();
    mutable std::mutex mutex = {};
    std::condition_variable closed = {};
    int open = 0;
  };

 private:
  Shared shared_;
};

}  // namespace ladder::feed
