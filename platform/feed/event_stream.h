// ReadEvents: one reader's stream of events, all its partitions in turn.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/feed/cursor_store.h"
#include "platform/feed/server_stream.h"

namespace ladder::feed {

// Where the reader stands, read from its request. FIELD_REQUIRED, FIELD_OUT_OF_RANGE, NAME_INVALID.
// All cursors must be of one epoch, because a schema has one: FEED_RESET otherwise.
absl::StatusOr<std::vector<Cursor>> ParseCursors(const events::v1::ReadEventsRequest& request);

class EventStream final : public ServerStream<events::v1::EventBatch> {
 public:
  EventStream(EventFeedService::Shared& shared, grpc::CallbackServerContext& context,
              std::vector<Cursor> cursors, EventFilter filter);

 private:
  Pump::Step Produce() override;
  // Checks the cursors against what is kept.
  absl::Status Open();
  // Takes what the numberer published since. FEED_RESET when the schema was given another epoch.
  absl::Status Advance();
  // Fills the message with the next events of the cursor's partition and moves the cursor.
  absl::Status Fill(Cursor& cursor);
  void AddEvent(Event& event);
  void FillHeartbeat();

  std::vector<Cursor> cursors_;
  const EventFilter filter_;
  bool opened_ = false;
  Ulid epoch_;
  std::array<int64_t, kPartitions> heads_ = {};
  size_t next_ = 0;  // the cursor whose turn it is
  absl::Time heartbeat_due_ = absl::InfinitePast();
};

}  // namespace ladder::feed
