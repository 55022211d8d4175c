// Management zones. They are no one's secret: no scope is asked.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "registry-svc/domain/zone.h"

namespace ladder::registry {

// ALREADY_EXISTS.
absl::Status InsertZone(mysql::Transaction& tx, const Zone& zone);

// The aggregates of a partition of the feed, whole, for readers that start anew: in the order of
// ids after `after`, marked ones too, fewer than `limit` only at the end. The root is read first,
// so the state is at least as new as its last event.
absl::StatusOr<std::vector<Zone>> SnapshotZones(mysql::Transaction& tx, int partition,
                                                const Ulid& after, int limit);

// As now believed, with the history of its members. NOT_FOUND.
absl::StatusOr<Zone> GetZone(mysql::Transaction& tx, const Ulid& id);

// In the order of ids after `after`; at most `limit`.
absl::StatusOr<std::vector<Zone>> ListZones(mysql::Transaction& tx, const Ulid& after, int limit);

}  // namespace ladder::registry
