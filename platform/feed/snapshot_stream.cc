#include "platform/feed/snapshot_stream.h"

#include <utility>
#include <vector>

#include "platform/feed/event_log.h"

namespace ladder::feed {

SnapshotStream::SnapshotStream(EventFeedService::Shared& shared,
                               grpc::CallbackServerContext& context, int partition,
                               const Ulid& epoch, EventFilter filter)
    : ServerStream(shared, shared.snapshot_pump, context),
      partition_(partition),
      epoch_(epoch),
      filter_(std::move(filter)) {}

Pump::Step SnapshotStream::Produce() {
  if (!opened_) {
    if (const absl::Status status = CheckEpoch(); !status.ok()) return End(status);
    opened_ = true;
  }
  if (kind_ == shared_.snapshot.size()) return End(absl::OkStatus());
  if (const absl::Status status = Fill(); !status.ok()) return End(status);
  return message_.items().empty() ? Pump::Step::kAgain : Send();
}

absl::Status SnapshotStream::CheckEpoch() {
  LADDER_ASSIGN_OR_RETURN(const LogBounds bounds, shared_.database.Read(ReadBounds));
  return bounds.heads.epoch == epoch_ ? absl::OkStatus() : Refuse(Reason::kFeedReset);
}

absl::Status SnapshotStream::Fill() {
  const int limit = shared_.options.snapshot_page;
  using Page = std::vector<std::pair<Ulid, SnapshotItem>>;
  LADDER_ASSIGN_OR_RETURN(const Page page, shared_.database.Read([&](mysql::Transaction& tx) {
    return shared_.snapshot[kind_](tx, partition_, after_, limit);
  }));
  message_.Clear();
  size_t bytes = 0;
  bool cut = false;
  for (const auto& [id, item] : page) {
    if (after_ >= id) return absl::InternalError("a snapshot is out of order");
    if (item.state.size() > kPayloadBytesMax) return Refuse(Reason::kTransactionTooLarge);
    bytes += item.state.size() + item.aggregate.size() + 256;
    cut = message_.items_size() > 0 && bytes > shared_.options.batch_bytes_max;
    if (cut) break;
    after_ = id;
    const bool seen = !filter_ || filter_({.after = item.divisions}) == Sight::kWhole;
    if (seen) *message_.add_items() = ToProto(item);
  }
  if (!cut && page.size() < static_cast<size_t>(limit)) {
    ++kind_;
    after_ = Ulid();
  }
  return absl::OkStatus();
}

}  // namespace ladder::feed
