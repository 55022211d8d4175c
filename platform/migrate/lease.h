// Leases: rows that say who does some work now, by the database's clock. A lease keeps others from
// queueing or from doing the same at once; what must be right even when a holder was stopped and
// wakes late checks it once more in the transaction that matters, by HoldsLease.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/id/ulid.h"
#include "platform/mysql/database.h"

namespace ladder::migrate {

// Takes the lease when it is free or over, and prolongs it when it is the owner's already. False:
// another has it.
absl::StatusOr<bool> TakeLease(mysql::Transaction& tx, absl::string_view name, const Ulid& owner,
                               absl::Duration duration);

// Whether nobody has taken it from the owner, even if its time is over; locks its row until the
// transaction ends.
absl::StatusOr<bool> HoldsLease(mysql::Transaction& tx, absl::string_view name, const Ulid& owner);

// Prolongs it for an owner who still holds it; false, and no change, for one who doesn't.
absl::StatusOr<bool> KeepLease(mysql::Transaction& tx, absl::string_view name, const Ulid& owner,
                               absl::Duration duration);

// Gives the lease back, if the owner holds it.
absl::Status ReleaseLease(mysql::Transaction& tx, absl::string_view name, const Ulid& owner);

}  // namespace ladder::migrate
