// Pages of a snapshot: what each service says of its aggregates, in the feed's shape.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "platform/feed/event.h"
#include "platform/feed/service.h"
#include "platform/id/root.h"
#include "platform/status/status.h"

namespace ladder::feed {

using SnapshotItems = std::vector<std::pair<Ulid, SnapshotItem>>;

// The root's newest state; `divisions` are those whose readers see it, none for all.
inline SnapshotItem ItemOf(const Root& root, std::string name,
                           const google::protobuf::Message& state,
                           std::vector<int64_t> divisions = {}) {
  return {.aggregate = std::move(name),
          .version = root.version,
          .last_event = root.last_event,
          .type = state.GetDescriptor()->full_name(),
          .state = state.SerializeAsString(),
          .divisions = std::move(divisions)};
}

// The pager of one kind: `load(tx, partition, after, limit)` reads aggregates with a Root `root`,
// and `item_of(tx, aggregate)` answers the StatusOr<SnapshotItem> of each.
template <typename Load, typename Describe>
SnapshotPager PagerOf(Load load, Describe item_of) {
  return [load = std::move(load), item_of = std::move(item_of)](
             mysql::Transaction& tx, int partition, const Ulid& after,
             int limit) -> absl::StatusOr<SnapshotItems> {
    LADDER_ASSIGN_OR_RETURN(const auto aggregates, load(tx, partition, after, limit));
    SnapshotItems items;
    items.reserve(aggregates.size());
    for (const auto& aggregate : aggregates) {
      absl::StatusOr<SnapshotItem> item = item_of(tx, aggregate);
      if (!item.ok()) return item.status();
      items.emplace_back(aggregate.root.id, *std::move(item));
    }
    return items;
  };
}

}  // namespace ladder::feed
