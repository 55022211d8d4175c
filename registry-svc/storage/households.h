// Households under their root's lock.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "registry-svc/domain/household.h"

namespace ladder::registry {

// The household with everything now believed, locked until the transaction ends; before its
// members. NOT_FOUND when there is none or when neither of its divisions of `today` is in `scope`.
absl::StatusOr<Household> LockHousehold(mysql::Transaction& tx, const Ulid& id, const Scope& scope,
                                        CivilDay today);

// The aggregates of a partition of the feed, whole, for readers that start anew: in the order of
// ids after `after`, marked ones too, fewer than `limit` only at the end. The root is read first,
// so the state is at least as new as its last event.
absl::StatusOr<std::vector<Household>> SnapshotHouseholds(mysql::Transaction& tx, int partition,
                                                          const Ulid& after, int limit);

// HOUSEHOLD_NO_TAKEN, ALREADY_EXISTS.
absl::Status InsertHousehold(mysql::Transaction& tx, const Household& household);

// Writes what differs. Emit first. A change of status is saved with
// every member too (LockMembers). ETAG_MISMATCH when
// the row is not `before`'s.
absl::Status SaveHousehold(mysql::Transaction& tx, const Household& before, const Household& after);

}  // namespace ladder::registry
