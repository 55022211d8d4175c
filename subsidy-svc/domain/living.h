// LIVING 生活费补贴: a day's aid for members of target households in a training class
// (docs/domain.md 4.2, 4.5).
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/person.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

struct LivingFacts {
  LineFacts line = {};
  PersonFacts person = {};
  CivilDay class_from = CivilDay();
  int64_t sessions = 0;
  int64_t attended = 0;
  bool dropped_out = false;
  int64_t attended_days = 0;
  int64_t days_elsewhere = 0;       // of the attended days, those that another claim pays
  int64_t days_used_this_year = 0;  // paid before
};

inline CivilDay EntitlementDay(const LivingFacts& facts) { return facts.class_from; }
absl::StatusOr<LivingFacts> BuildLivingFacts(const FactMap& facts);
Decision DecideLiving(const LivingFacts& facts, const PolicyVersion& version);

// The days that a decision pays, from its trace in canonical form; none when it pays nothing. They
// use up the year's days, not the days attended.
int64_t DaysPaidBy(absl::string_view trace);

}  // namespace ladder::subsidy
