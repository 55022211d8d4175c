// The one door to the engine for callers that hold facts as a map: claims, replays, worked cases.
#pragma once

#include "absl/status/statusor.h"
#include "platform/calendar/civil_day.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/policy.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

// Builds the policy's facts and decides by `version`. The same facts and version give the same
// decision always. Refuses VERSION_POLICY when the version is another policy's, and facts that the
// policy cannot work with (FACT_*).
absl::StatusOr<Decision> Decide(Policy policy, const FactMap& facts, const PolicyVersion& version);

// The day whose version decides (docs/domain.md 4.1 G4). FACT_* as above.
absl::StatusOr<CivilDay> EntitlementDayOf(Policy policy, const FactMap& facts);

}  // namespace ladder::subsidy
