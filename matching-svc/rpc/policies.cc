#include "matching-svc/rpc/policies.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/calendar/text_file.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

// Bounds of what can be meant, against slips in a table.
constexpr int kDaysMax = 365;
constexpr int kRefusalsMax = 100;

}  // namespace

PolicyBook::PolicyBook(ParameterBook book, JobTextLinter linter, MinimumWages wages,
                       ShortSkills skills)
    : book_(std::move(book)),
      linter_(std::move(linter)),
      wages_(std::move(wages)),
      skills_(std::move(skills)) {}

absl::StatusOr<std::unique_ptr<PolicyBook>> PolicyBook::Load(const std::string& folder) {
  const auto read = [&](absl::string_view name) {
    return ReadTextFile(absl::StrCat(folder, "/", name));
  };
  LADDER_ASSIGN_OR_RETURN(const std::string parameters, read("parameters.tsv"));
  LADDER_ASSIGN_OR_RETURN(const std::string phrases, read("unlawful_text.tsv"));
  LADDER_ASSIGN_OR_RETURN(const std::string limits, read("legal_limits.tsv"));
  LADDER_ASSIGN_OR_RETURN(const std::string wages, read("minimum_wage.tsv"));
  LADDER_ASSIGN_OR_RETURN(const std::string skills, read("short_skills.tsv"));
  LADDER_ASSIGN_OR_RETURN(ParameterBook book, ParameterBook::Parse(parameters));
  LADDER_ASSIGN_OR_RETURN(JobTextLinter linter, JobTextLinter::Parse(phrases, limits));
  LADDER_ASSIGN_OR_RETURN(MinimumWages minimum, MinimumWages::Parse(wages));
  LADDER_ASSIGN_OR_RETURN(ShortSkills short_skills, ShortSkills::Parse(skills));
  return std::unique_ptr<PolicyBook>(new PolicyBook(std::move(book), std::move(linter),
                                                    std::move(minimum), std::move(short_skills)));
}

absl::StatusOr<LowThresholdRule> PolicyBook::LowThreshold(CivilDay day) const {
  LADDER_ASSIGN_OR_RETURN(const ParameterSet parameters, book_.InForce("low_threshold", day));
  return LowThresholdRule::Make(parameters, linter_, wages_, skills_);
}

absl::StatusOr<RecommendRules> PolicyBook::Recommend(CivilDay day) const {
  LADDER_ASSIGN_OR_RETURN(const ParameterSet low_threshold, book_.InForce("low_threshold", day));
  LADDER_ASSIGN_OR_RETURN(const ParameterSet score, book_.InForce("score", day));
  RecommendRules rules;
  LADDER_ASSIGN_OR_RETURN(rules.quick_certificate_days,
                          low_threshold.GetInt("certificate_days_max", 0, kDaysMax));
  LADDER_ASSIGN_OR_RETURN(rules.score, ScoreRules::Make(score));
  return rules;
}

absl::StatusOr<ReferralRules> PolicyBook::Referrals(CivilDay day) const {
  LADDER_ASSIGN_OR_RETURN(const ParameterSet parameters, book_.InForce("referral", day));
  return ReferralRules::Make(parameters);
}

absl::StatusOr<int> PolicyBook::RefusalsToReport(CivilDay day) const {
  LADDER_ASSIGN_OR_RETURN(const ParameterSet parameters, book_.InForce("refusal", day));
  return parameters.GetInt("refusals_to_report", 1, kRefusalsMax);
}

}  // namespace ladder::matching
