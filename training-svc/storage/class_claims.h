// What subsidy told of the claims about classes. Each write is conditional, so a repeat changes
// nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "training-svc/domain/class_claims.h"

namespace ladder::training {

// Keeps how far the claim has come by the event, unless a newer one told it.
absl::Status SaveClaimProgress(mysql::Transaction& tx, const Ulid& claim, const Ulid& class_id,
                               ClaimStanding standing, const Ulid& event);
// Keeps that the claim was paid, whether it is known or not.
absl::Status SaveClaimPaid(mysql::Transaction& tx, const Ulid& claim);
// The class that the claim is about, where it is known.
absl::StatusOr<std::optional<Ulid>> ClassOfClaim(mysql::Transaction& tx, const Ulid& claim);
// Two claims a learner of at most some hundred.
inline constexpr size_t kClaimsOfClassMax = 2000;
// The claims about the class. Of a class with more than kClaimsOfClassMax nobody knows whether all
// are settled: one that is handed in stands for the rest, so that it is not settled by itself.
absl::StatusOr<std::vector<ClaimStanding>> ClaimsOfClass(mysql::Transaction& tx,
                                                         const Ulid& class_id);

}  // namespace ladder::training
