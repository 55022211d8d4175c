// The low-threshold rule (docs/domain.md 7.1, R34): which jobs anyone can enter. True when all
// tests hold; each test leaves a line of the trace. The verdict depends on the job's row, its
// employer's state, the day and the rule's version alone, so that it can be replayed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "matching-svc/domain/job.h"
#include "matching-svc/domain/job_text.h"
#include "matching-svc/domain/policy_table.h"
#include "matching-svc/domain/text.h"
#include "platform/calendar/civil_day.h"
#include "platform/money/fen.h"

namespace ladder::matching {

// In the order they are made.
enum class LowThresholdTest {
  kSchooling = 1,
  kExperience = 2,
  kSkill = 3,
  kCertificate = 4,
  kPay = 5,
  kText = 6,
  kEmployer = 7,
  kVacancy = 8,
  kExpiry = 9,
};

struct TraceLine {
  LowThresholdTest test = LowThresholdTest::kSchooling;
  bool passed = false;
  Text text = {};  // what was found and what was wanted
};

struct LowThresholdVerdict {
  LowThresholdMark mark = {};
  std::vector<TraceLine> trace = {};  // always all tests
};

// Minimum wages by place and day, from minimum_wage.tsv.
class MinimumWages {
 public:
  static absl::StatusOr<MinimumWages> Parse(absl::string_view text);
  // The most specific row in force for the 12-digit division. PARAMETER_MISSING when none is.
  absl::StatusOr<Fen> At(int64_t division, CivilDay day) const;

 private:
  std::map<int64_t, std::map<CivilDay, Fen>> places_;
};

// The short list of skills that don't make a job hard to enter, from short_skills.tsv, by rule
// version.
class ShortSkills {
 public:
  static absl::StatusOr<ShortSkills> Parse(absl::string_view text);
  // The skill's name when the version's list has it, else null.
  const Text* Find(absl::string_view version, absl::string_view skill) const;

 private:
  std::map<std::string, std::map<std::string, Text, std::less<>>, std::less<>> versions_;
};

// A version of the rule, ready to judge many jobs.
class LowThresholdRule {
 public:
  // `linter`, `wages` and `skills` outlive the rule. PARAMETER_MISSING.
  static absl::StatusOr<LowThresholdRule> Make(const ParameterSet& parameters,
                                               const JobTextLinter& linter,
                                               const MinimumWages& wages,
                                               const ShortSkills& skills);

  LowThresholdVerdict Judge(const Job& job, EnterpriseState employer, CivilDay day) const;
  const std::string& version() const { return version_; }

 private:
  LowThresholdRule(const JobTextLinter& linter, const MinimumWages& wages,
                   const ShortSkills& skills)
      : linter_(&linter), wages_(&wages), skills_(&skills) {}

  TraceLine Schooling(const JobDraft& job) const;
  TraceLine Experience(const JobDraft& job) const;
  TraceLine Skill(const JobDraft& job) const;
  TraceLine Certificate(const JobDraft& job) const;
  TraceLine Pay(const JobDraft& job, CivilDay day) const;
  TraceLine Words(const JobDraft& job, CivilDay day) const;

  std::string version_;
  Education education_max_ = {};
  int experience_months_max_ = 0;
  int skills_max_ = 0;
  int certificate_days_max_ = 0;
  int older_age_ = 0;
  const JobTextLinter* linter_;
  const MinimumWages* wages_;
  const ShortSkills* skills_;
};

absl::string_view NameOf(LowThresholdTest test);

// Whether anyone gets this certificate in a few days: a health certificate within `days_max`.
bool IsQuickHealthCertificate(const CertificateNeed& need, int days_max);

}  // namespace ladder::matching
