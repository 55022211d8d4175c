// ABSORB 吸纳就业奖补: a reward per head for a firm, workshop or cooperative that keeps a target
// labourer (docs/domain.md 4.2, 4.5).
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/person.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

struct AbsorbFacts {
  LineFacts line = {};
  PersonFacts person = {};
  CivilDay hired_on = CivilDay();
  CivilDay checked_on = CivilDay();  // the day of the test, not a completed day
  std::optional<CivilDay> left_on = std::nullopt;
  int64_t contract_months = 0;
  bool prior_absorb = false;  // by any firm
  bool dishonest = false;     // or owing wages
  bool is_owner = false;
  bool welfare_post = false;
};

inline CivilDay EntitlementDay(const AbsorbFacts& facts) { return facts.hired_on; }
absl::StatusOr<AbsorbFacts> BuildAbsorbFacts(const FactMap& facts);
Decision DecideAbsorb(const AbsorbFacts& facts, const PolicyVersion& version);

// Whether a period from `start` was stable for `months` when it is tested on `checked_on`: the day
// of the test and the day after the last one count as its ends (docs/domain.md 4.5).
bool StableUntilCheck(CivilDay start, CivilDay checked_on, std::optional<CivilDay> left_on,
                      int months);

}  // namespace ladder::subsidy
