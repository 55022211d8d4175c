// ReadSnapshot: every aggregate of one partition, kind after kind.
#pragma once

#include "absl/status/status.h"
#include "platform/feed/server_stream.h"

namespace ladder::feed {

class SnapshotStream final : public ServerStream<events::v1::SnapshotPage> {
 public:
  SnapshotStream(EventFeedService::Shared& shared, grpc::CallbackServerContext& context,
                 int partition, const Ulid& epoch, EventFilter filter);

 private:
  Pump::Step Produce() override;
  absl::Status CheckEpoch();
  // Fills the message with the next page of the kind whose turn it is.
  absl::Status Fill();

  const int partition_;
  const Ulid epoch_;
  const EventFilter filter_;
  bool opened_ = false;
  size_t kind_ = 0;
  Ulid after_;
};

}  // namespace ladder::feed
