// Follows one upstream's feed and gives its events their effect here, exactly once
// (docs/architecture.md 3). When the upstream is away it waits; nothing is lost, because the
// cursors are in this service's own schema.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "ladder/events/v1/feed.grpc.pb.h"
#include "platform/clock/clock.h"
#include "platform/feed/applier.h"
#include "platform/feed/event_log.h"
#include "platform/feed/handlers.h"
#include "platform/id/ulid.h"
#include "platform/mysql/database.h"

namespace ladder::feed {

struct ConsumerOptions {
  absl::Duration silence_max = absl::Seconds(10);  // no heartbeat for so long: the stream is dead
  absl::Duration call_timeout = absl::Seconds(5);  // of GetHeads
  absl::Duration backoff_min = absl::Milliseconds(100);  // doubles up to backoff_max while it fails
  absl::Duration backoff_max = absl::Seconds(5);
  // One replica at a time follows a source; another takes over when it stops, or this long after it
  // dies.
  absl::Duration lease = absl::Seconds(3);
  absl::Duration parked_retry = absl::Minutes(10);
  ApplierOptions applier = {};
  // Sent with every call, as the development identity; empty: none.
  std::string identity = "";
};

struct ConsumerStatus {
  bool connected = false;                          // the stream is open and not silent
  bool leading = false;                            // this replica has the lease
  absl::Time last_contact = absl::InfinitePast();  // the upstream's last message
  int64_t events_behind = 0;  // numbered upstream and not yet applied, as last heard
  int64_t applied = 0;        // events received and settled since the start
  int64_t parked = 0;         // waiting for a remedy, as last counted
  int64_t snapshots = 0;      // partitions loaded since the start
  absl::Status last_error = absl::OkStatus();
};

class Consumer {
 public:
  // `source` as in Applier. The references outlive it. The channel should have keepalive set; its
  // credentials are the caller's.
  Consumer(mysql::Database& database, const SystemClock& clock,
           std::shared_ptr<grpc::Channel> upstream, std::string source, Handlers handlers,
           ConsumerOptions options = {});
  ~Consumer();

  // Runs a thread until Stop, which hands the lease over. A consumer is started once.
  void Start();
  void Stop();

  ConsumerStatus status() const;

 private:
  void Loop();
  // One connection: from reading the cursors to the first trouble. OK: begin again at once.
  absl::Status Session();
  void Identify(grpc::ClientContext& context) const;
  absl::StatusOr<LogBounds> FetchBounds();
  // Loads the snapshot where a cursor can't go on. False: another process moved a cursor.
  absl::StatusOr<bool> CatchUp(const LogBounds& bounds, std::vector<Cursor>& cursors);
  absl::StatusOr<bool> LoadSnapshot(const LogBounds& bounds, Cursor& cursor);
  absl::Status Follow(std::vector<Cursor>& cursors);
  absl::StatusOr<bool> Take(const events::v1::EventBatch& batch, std::vector<Cursor>& cursors);
  // True: this replica may work. Renews the lease when a third of it has passed.
  absl::StatusOr<bool> KeepLease();
  void DropLease();
  void RetryParkedWhenDue();
  void Heard(const events::v1::EventBatch& batch, const std::vector<Cursor>& cursors);
  void Record(const absl::Status& status);
  // False when it is time to stop.
  bool Pause(absl::Duration duration);

  mysql::Database& database_;
  const SystemClock& clock_;
  const std::unique_ptr<events::v1::EventFeed::Stub> stub_;
  const Handlers handlers_;
  const ConsumerOptions options_;
  const Ulid owner_;
  Applier applier_;
  const CursorStore store_;

  // The thread's own.
  std::array<int64_t, kPartitions> heads_ = {};
  absl::Time lease_renewal_ = absl::InfinitePast();
  absl::Time parked_due_ = absl::InfinitePast();

  mutable std::mutex mutex_;
  std::condition_variable stop_requested_;
  bool stopping_ = false;
  ConsumerStatus status_;
  std::thread thread_;
};

}  // namespace ladder::feed
