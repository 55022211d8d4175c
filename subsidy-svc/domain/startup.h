// STARTUP 一次性创业补贴: for the first registration of a business that lasts and gives jobs
// (docs/domain.md 4.2, 4.5).
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

struct StartupFacts {
  LineFacts line = {};
  bool first_registration = false;
  CivilDay registered_on = CivilDay();
  CivilDay checked_on = CivilDay();                // the day of the test, not a completed day
  std::optional<CivilDay> left_on = std::nullopt;  // last day of the business
  int64_t jobs_incl_self = 0;
};

inline CivilDay EntitlementDay(const StartupFacts& facts) { return facts.registered_on; }
absl::StatusOr<StartupFacts> BuildStartupFacts(const FactMap& facts);
Decision DecideStartup(const StartupFacts& facts, const PolicyVersion& version);

}  // namespace ladder::subsidy
