// Intentions: under their root's lock, and as the API shows them. A change that moves the person's
// wish locks the person first.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "registry-svc/domain/intention.h"
#include "registry-svc/storage/moment.h"

namespace ladder::registry {

// Whose it is: read first, without a lock, because the person decides whether the caller may see it
// and is locked before. NOT_FOUND.
absl::StatusOr<Ulid> PersonOfIntention(mysql::Transaction& tx, const Ulid& id);

// Locked until the transaction ends. NOT_FOUND. The scope was checked with the person.
absl::StatusOr<Intention> LockIntention(mysql::Transaction& tx, const Ulid& id);

// The aggregates of a partition of the feed, whole, for readers that start anew: in the order of
// ids after `after`, marked ones too, fewer than `limit` only at the end. The root is read first,
// so the state is at least as new as its last event.
absl::StatusOr<std::vector<Intention>> SnapshotIntentions(mysql::Transaction& tx, int partition,
                                                          const Ulid& after, int limit);

// ALREADY_EXISTS.
absl::Status InsertIntention(mysql::Transaction& tx, const Intention& intention);

// Writes what differs. Emit first. ETAG_MISMATCH when the row is not `before`'s.
absl::Status SaveIntention(mysql::Transaction& tx, const Intention& before, const Intention& after);

// As now believed, whole. NOT_FOUND. The scope is checked with the person.
absl::StatusOr<Intention> GetIntention(mysql::Transaction& tx, const Ulid& id);

// A person's, as now believed, in the order of ids after `after`; at most `limit`.
absl::StatusOr<std::vector<Intention>> ListIntentions(mysql::Transaction& tx, const Ulid& person,
                                                      const Ulid& after, int limit);

}  // namespace ladder::registry
