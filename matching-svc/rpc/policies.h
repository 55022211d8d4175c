// The policy tables of matching-svc/policies, loaded at the start: every number, list and phrase
// that the rules decide by, by version and day.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "matching-svc/domain/job_text.h"
#include "matching-svc/domain/low_threshold.h"
#include "matching-svc/domain/policy_table.h"
#include "matching-svc/domain/recommend.h"
#include "matching-svc/domain/referral.h"

namespace ladder::matching {

// Where the tables stand, from the root of the repository.
inline constexpr char kPoliciesFolder[] = "matching-svc/policies";

// Immutable. Rules made here point into it and end with it.
class PolicyBook {
 public:
  // NOT_FOUND naming a file that cannot be read; POLICY_TABLE_INVALID.
  static absl::StatusOr<std::unique_ptr<PolicyBook>> Load(const std::string& folder);

  const JobTextLinter& linter() const { return linter_; }
  const MinimumWages& wages() const { return wages_; }

  // The versions in force on `day`. PARAMETER_MISSING.
  absl::StatusOr<LowThresholdRule> LowThreshold(CivilDay day) const;
  absl::StatusOr<RecommendRules> Recommend(CivilDay day) const;
  absl::StatusOr<ReferralRules> Referrals(CivilDay day) const;
  absl::StatusOr<int> RefusalsToReport(CivilDay day) const;

 private:
  PolicyBook(ParameterBook book, JobTextLinter linter, MinimumWages wages, ShortSkills skills);

  const ParameterBook book_;
  const JobTextLinter linter_;
  const MinimumWages wages_;
  const ShortSkills skills_;
};

}  // namespace ladder::matching
