// TRAIN 培训补贴: per certificate, paid to the school of a free class or to the learner who paid
// (docs/domain.md 4.2, 4.5).
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/person.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

struct TrainFacts {
  LineFacts line = {};
  PersonFacts person = {};
  CivilDay class_from = CivilDay();
  CivilDay class_to = CivilDay();
  int64_t sessions = 0;
  int64_t attended = 0;
  bool dropped_out = false;
  std::string occupation = "";
  std::string certificate = "";  // COMPLETION, SPECIAL, L5 .. L1, SYB; empty: none
  CivilDay certified_on = CivilDay();
  FactPairs held = {};          // (occupation, certificate) that were paid before
  int64_t count_this_year = 0;  // subsidised courses
  bool skill_upgrade_paid = false;
};

inline CivilDay EntitlementDay(const TrainFacts& facts) { return facts.class_from; }
absl::StatusOr<TrainFacts> BuildTrainFacts(const FactMap& facts);
Decision DecideTrain(const TrainFacts& facts, const PolicyVersion& version);

// 1 for L5 up to 5 for L1, 0 for certificates that have no rank.
int RankOf(absl::string_view certificate);

// Whether attended sessions reach the percentage; an integer test (docs/domain.md 6).
bool AttendanceReaches(int64_t attended, int64_t sessions, int64_t percent);

}  // namespace ladder::subsidy
