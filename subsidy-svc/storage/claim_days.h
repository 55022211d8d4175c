// The days that LIVING claims pay. A day is the claim's whose decision took it first, until that
// claim is rejected, withdrawn or decided anew (docs/domain.md 4.2 LIVING).
#pragma once

#include <set>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

// The days that the person's other live claims pay.
absl::StatusOr<std::set<CivilDay>> DaysOfOtherClaims(mysql::Transaction& tx, const Ulid& person,
                                                     const Ulid& claim);
// The claim's paid days instead of those that it had; none of a claim that is no longer live.
// CLAIM_LINE_EXISTS when another claim took one meanwhile.
absl::Status SaveClaimDays(mysql::Transaction& tx, const ClaimRecord& claim);

}  // namespace ladder::subsidy
