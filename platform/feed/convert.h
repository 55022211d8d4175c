// Events and snapshots to and from their messages.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/support/status.h"
#include "ladder/events/v1/feed.pb.h"
#include "platform/feed/event.h"

namespace ladder::feed {

events::v1::Event ToProto(const Event& event);
events::v1::SnapshotItem ToProto(const SnapshotItem& item);

// DATA_LOSS for a message that no server of ours sends.
absl::StatusOr<Event> FromProto(const events::v1::Event& proto, int partition);
absl::StatusOr<SnapshotItem> FromProto(const events::v1::SnapshotItem& proto);

// A refusal with its google.rpc details, and back; the way back keeps code and message alone.
grpc::Status ToGrpc(const absl::Status& status);
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace ladder::feed
