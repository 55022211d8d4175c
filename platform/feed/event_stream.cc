#include "platform/feed/event_stream.h"

#include <algorithm>
#include <bitset>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/feed/event_log.h"

namespace ladder::feed {

absl::StatusOr<std::vector<Cursor>> ParseCursors(const events::v1::ReadEventsRequest& request) {
  if (request.cursors().empty()) return RefuseField(Reason::kFieldRequired, "cursors");
  std::vector<Cursor> cursors;
  std::bitset<kPartitions> seen;
  for (const events::v1::PartitionCursor& proto : request.cursors()) {
    const std::string place = absl::StrCat("cursors[", cursors.size(), "]");
    if (proto.partition() < 0 || proto.partition() >= kPartitions ||
        seen[static_cast<size_t>(proto.partition())]) {
      return RefuseField(Reason::kFieldOutOfRange, place + ".partition",
                         {{"min", "0"}, {"max", absl::StrCat(kPartitions - 1)}});
    }
    if (proto.after_seq() < 0) {
      return RefuseField(Reason::kFieldOutOfRange, place + ".after_seq",
                         {{"min", "0"}, {"max", absl::StrCat(INT64_MAX)}});
    }
    const absl::StatusOr<Ulid> epoch = Ulid::Parse(proto.epoch());
    if (!epoch.ok())
      return RefuseField(Reason::kNameInvalid, place + ".epoch", {{"format", "ULID"}});
    if (!cursors.empty() && cursors.front().epoch != *epoch) return Refuse(Reason::kFeedReset);
    seen.set(static_cast<size_t>(proto.partition()));
    cursors.push_back({.partition = proto.partition(), .epoch = *epoch, .seq = proto.after_seq()});
  }
  return cursors;
}

EventStream::EventStream(EventFeedService::Shared& shared, grpc::CallbackServerContext& context,
                         std::vector<Cursor> cursors, EventFilter filter)
    : ServerStream(shared, shared.event_pump, context),
      cursors_(std::move(cursors)),
      filter_(std::move(filter)) {}

Pump::Step EventStream::Produce() {
  if (!opened_) {
    if (const absl::Status status = Open(); !status.ok()) return End(status);
    opened_ = true;
  }
  if (const absl::Status status = Advance(); !status.ok()) return End(status);
  if (shared_.clock.Now() >= heartbeat_due_) {
    FillHeartbeat();
    return Send();
  }
  for (size_t i = 0; i < cursors_.size(); ++i) {
    Cursor& cursor = cursors_[(next_ + i) % cursors_.size()];
    if (cursor.seq >= heads_[static_cast<size_t>(cursor.partition)]) continue;
    if (const absl::Status status = Fill(cursor); !status.ok()) return End(status);
    next_ = (next_ + i + 1) % cursors_.size();
    return Send();
  }
  return Pump::Step::kIdle;
}

absl::Status EventStream::Open() {
  // From the database, because this process may not have heard yet of what another replica told the
  // reader.
  LADDER_ASSIGN_OR_RETURN(const LogBounds bounds, shared_.database.Read(ReadBounds));
  for (const Cursor& cursor : cursors_) {
    if (!bounds.Covers(cursor.partition, cursor.epoch, cursor.seq)) {
      return Refuse(Reason::kFeedReset, {{"partition", absl::StrCat(cursor.partition)}});
    }
  }
  epoch_ = bounds.heads.epoch;
  heads_ = bounds.heads.last_seq;
  return absl::OkStatus();
}

absl::Status EventStream::Advance() {
  const std::optional<HeadView> view = shared_.heads.view();
  // Epochs grow; an older one is what the numberer read before this stream opened.
  if (!view || view->epoch < epoch_) return absl::OkStatus();
  if (view->epoch > epoch_) return Refuse(Reason::kFeedReset);
  for (size_t p = 0; p < kPartitions; ++p) heads_[p] = std::max(heads_[p], view->last_seq[p]);
  return absl::OkStatus();
}

absl::Status EventStream::Fill(Cursor& cursor) {
  LADDER_ASSIGN_OR_RETURN(
      std::vector<Event> events, shared_.database.Read([&](mysql::Transaction& tx) {
        return ReadAfter(tx, cursor.partition, cursor.seq, shared_.options.batch_events_max);
      }));
  message_.Clear();
  message_.set_partition(cursor.partition);
  message_.set_after_seq(cursor.seq);
  message_.set_head_seq(heads_[static_cast<size_t>(cursor.partition)]);
  size_t bytes = 0;
  for (Event& event : events) {
    // A number that is missing was too old to keep.
    if (event.seq != cursor.seq + 1) break;
    bytes += event.payload.size() + event.aggregate.size() + 256;
    if (message_.events_size() > 0 && bytes > shared_.options.batch_bytes_max) break;
    cursor.seq = event.seq;
    AddEvent(event);
  }
  if (cursor.seq == message_.after_seq()) {
    return Refuse(Reason::kFeedReset, {{"partition", absl::StrCat(cursor.partition)}});
  }
  message_.set_last_seq(cursor.seq);
  return absl::OkStatus();
}

void EventStream::AddEvent(Event& event) {
  const Sight sight = filter_ ? filter_(event.reach) : Sight::kWhole;
  if (sight == Sight::kNothing) return;
  if (sight == Sight::kTombstone) {
    event.payload.clear();
    event.reach = Reach();
    event.tombstone = true;
  }
  *message_.add_events() = ToProto(event);
}

void EventStream::FillHeartbeat() {
  heartbeat_due_ = shared_.clock.Now() + shared_.options.heartbeat;
  message_.Clear();
  message_.set_heartbeat(true);
  for (const Cursor& cursor : cursors_) {
    events::v1::PartitionHead& head = *message_.add_heads();
    head.set_partition(cursor.partition);
    head.set_last_seq(heads_[static_cast<size_t>(cursor.partition)]);
  }
}

}  // namespace ladder::feed
