#include "platform/feed/outbox.h"

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::feed {
namespace {

constexpr char kInsertEvent[] =
    "INSERT INTO event (event_id, partition_no, aggregate, version, type, payload, civil_day, "
    "reach, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kInsertPending[] =
    "INSERT INTO event_pending (partition_no, event_id) VALUES (?, ?)";

}  // namespace

absl::Status Emit(mysql::Transaction& tx, const Origin& origin, Root& root,
                  absl::string_view aggregate, const google::protobuf::Message& payload,
                  const Reach& reach) {
  std::string bytes = payload.SerializeAsString();
  if (bytes.size() > kPayloadBytesMax) return Refuse(Reason::kTransactionTooLarge);
  const Ulid id = Ulid::After(root.last_event, origin.now);
  const int partition = PartitionOf(root.id);
  LADDER_RETURN_IF_ERROR(
      tx.Execute(kInsertEvent,
                 {id, partition, aggregate, root.version, payload.GetDescriptor()->full_name(),
                  std::move(bytes), origin.day, FormatReach(reach), origin.trace})
          .status());
  LADDER_RETURN_IF_ERROR(tx.Execute(kInsertPending, {partition, id}).status());
  root.last_event = id;
  if (Wakeup* wakeup = origin.wakeup; wakeup != nullptr) {
    tx.OnCommit([wakeup, partition] { wakeup->Ring(partition); });
  }
  return absl::OkStatus();
}

}  // namespace ladder::feed
