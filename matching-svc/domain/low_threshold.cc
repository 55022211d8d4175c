#include "matching-svc/domain/low_threshold.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr absl::string_view kHealthCertificate = "HEALTH";
constexpr int kAgeBound = 120;

TraceLine Line(LowThresholdTest test, bool passed, Text text) {
  return {.test = test, .passed = passed, .text = std::move(text)};
}

}  // namespace

absl::string_view NameOf(LowThresholdTest test) {
  switch (test) {
    case LowThresholdTest::kSchooling:
      return "SCHOOLING";
    case LowThresholdTest::kExperience:
      return "EXPERIENCE";
    case LowThresholdTest::kSkill:
      return "SKILL";
    case LowThresholdTest::kCertificate:
      return "CERTIFICATE";
    case LowThresholdTest::kPay:
      return "PAY";
    case LowThresholdTest::kText:
      return "TEXT";
    case LowThresholdTest::kEmployer:
      return "EMPLOYER";
    case LowThresholdTest::kVacancy:
      return "VACANCY";
    case LowThresholdTest::kExpiry:
      return "EXPIRY";
  }
  return "UNKNOWN";
}

bool IsQuickHealthCertificate(const CertificateNeed& need, int days_max) {
  return need.code == kHealthCertificate && need.obtainable_days >= 1 &&
         need.obtainable_days <= days_max;
}

absl::StatusOr<LowThresholdRule> LowThresholdRule::Make(const ParameterSet& parameters,
                                                        const JobTextLinter& linter,
                                                        const MinimumWages& wages,
                                                        const ShortSkills& skills) {
  LowThresholdRule rule(linter, wages, skills);
  rule.version_ = parameters.version();
  LADDER_ASSIGN_OR_RETURN(const int education, parameters.GetInt("education_max", 10, 90));
  LADDER_ASSIGN_OR_RETURN(rule.education_max_, ParseEducation(education));
  LADDER_ASSIGN_OR_RETURN(rule.experience_months_max_,
                          parameters.GetInt("experience_months_max", 0, 600));
  LADDER_ASSIGN_OR_RETURN(rule.skills_max_, parameters.GetInt("skills_max", 0, 16));
  LADDER_ASSIGN_OR_RETURN(rule.certificate_days_max_,
                          parameters.GetInt("certificate_days_max", 0, 365));
  LADDER_ASSIGN_OR_RETURN(rule.older_age_, parameters.GetInt("older_age", 16, kAgeBound));
  return rule;
}

LowThresholdVerdict LowThresholdRule::Judge(const Job& job, EnterpriseState employer,
                                            CivilDay day) const {
  const JobDraft& facts = job.facts;
  const int left = facts.vacancies - job.filled;
  const bool vacant = left >= 1 && job.state != JobState::kClosed;
  LowThresholdVerdict verdict;
  verdict.trace = {
      Schooling(facts),
      Experience(facts),
      Skill(facts),
      Certificate(facts),
      Pay(facts, day),
      Words(facts, day),
      Line(LowThresholdTest::kEmployer, employer == EnterpriseState::kVerified,
           {.zh = absl::StrCat("单位状态 ", NameOf(employer), ",要求已核验"),
            .en = absl::StrCat("employer is ", NameOf(employer), "; must be VERIFIED")}),
      Line(LowThresholdTest::kVacancy, vacant,
           {.zh = absl::StrCat("还招 ", left, " 人,岗位状态 ", NameOf(job.state)),
            .en = absl::StrCat(left, " vacancies left; the job is ", NameOf(job.state))}),
      Line(LowThresholdTest::kExpiry, facts.expires_on >= day,
           {.zh = absl::StrCat("有效至 ", FormatDay(facts.expires_on)),
            .en = absl::StrCat("valid to ", FormatDay(facts.expires_on))}),
  };
  verdict.mark = {.low_threshold = std::all_of(verdict.trace.begin(), verdict.trace.end(),
                                               [](const TraceLine& line) { return line.passed; }),
                  .closed_to_older = facts.age_max != 0 && facts.age_max < older_age_,
                  .rule_version = version_,
                  .judged_on = day};
  return verdict;
}

TraceLine LowThresholdRule::Schooling(const JobDraft& job) const {
  const bool passed = job.education_min.level() <= education_max_.level();
  return Line(LowThresholdTest::kSchooling, passed,
              {.zh = absl::StrCat("学历要求代码 ", job.education_min.code(), "(90为不限),不得高于 ",
                                  education_max_.code()),
               .en = absl::StrCat("schooling asked ", job.education_min.code(),
                                  " (90: any); not above ", education_max_.code())});
}

TraceLine LowThresholdRule::Experience(const JobDraft& job) const {
  return Line(LowThresholdTest::kExperience, job.experience_months_min <= experience_months_max_,
              {.zh = absl::StrCat("经验要求 ", job.experience_months_min, " 个月,最多 ",
                                  experience_months_max_, " 个月"),
               .en = absl::StrCat("experience asked ", job.experience_months_min,
                                  " months; at most ", experience_months_max_)});
}

TraceLine LowThresholdRule::Skill(const JobDraft& job) const {
  if (job.skills.empty()) {
    return Line(LowThresholdTest::kSkill, true, {.zh = "不要求技能", .en = "no skill asked"});
  }
  if (job.training_given) {
    return Line(LowThresholdTest::kSkill, true, {.zh = "上岗后培训", .en = "taught on the job"});
  }
  if (static_cast<int>(job.skills.size()) > skills_max_) {
    return Line(
        LowThresholdTest::kSkill, false,
        {.zh = absl::StrCat("要求 ", job.skills.size(), " 项技能,最多 ", skills_max_, " 项"),
         .en = absl::StrCat(job.skills.size(), " skills asked; at most ", skills_max_)});
  }
  for (const std::string& skill : job.skills) {
    const Text* name = skills_->Find(version_, skill);
    if (name == nullptr) {
      return Line(LowThresholdTest::kSkill, false,
                  {.zh = absl::StrCat("技能 ", skill, " 不在简易技能表内"),
                   .en = absl::StrCat("skill ", skill, " is not on the short list")});
    }
    if (&skill == &job.skills.back()) {
      return Line(LowThresholdTest::kSkill, true,
                  {.zh = absl::StrCat("只要求简易技能:", name->zh),
                   .en = absl::StrCat("only a short-list skill: ", name->en)});
    }
  }
  return Line(LowThresholdTest::kSkill, true, {});
}

TraceLine LowThresholdRule::Certificate(const JobDraft& job) const {
  for (const CertificateNeed& need : job.certificates) {
    if (IsQuickHealthCertificate(need, certificate_days_max_)) continue;
    return Line(LowThresholdTest::kCertificate, false,
                {.zh = absl::StrCat("要求证书 ", need.code),
                 .en = absl::StrCat("certificate ", need.code, " asked")});
  }
  if (job.certificates.empty()) {
    return Line(LowThresholdTest::kCertificate, true,
                {.zh = "不要求证书", .en = "no certificate asked"});
  }
  return Line(LowThresholdTest::kCertificate, true,
              {.zh = absl::StrCat("只要求 ", certificate_days_max_, " 天内可办的健康证"),
               .en = absl::StrCat("only a health certificate, obtainable in ",
                                  certificate_days_max_, " days")});
}

TraceLine LowThresholdRule::Pay(const JobDraft& job, CivilDay day) const {
  const absl::StatusOr<Fen> minimum = wages_->At(job.division, day);
  if (!minimum.ok()) {
    return Line(LowThresholdTest::kPay, false,
                {.zh = absl::StrCat("没有 ", job.division, " 的最低工资标准"),
                 .en = absl::StrCat("no minimum wage is known for ", job.division)});
  }
  return Line(LowThresholdTest::kPay, job.wage_fixed >= *minimum,
              {.zh = absl::StrCat("固定工资 ", job.wage_fixed.ToYuan(), " 元,当地最低工资 ",
                                  minimum->ToYuan(), " 元"),
               .en = absl::StrCat("fixed pay ", job.wage_fixed.ToYuan(), " yuan; minimum wage ",
                                  minimum->ToYuan(), " yuan")});
}

TraceLine LowThresholdRule::Words(const JobDraft& job, CivilDay day) const {
  const std::vector<TextFinding> findings = linter_->Findings(job, day);
  if (findings.empty()) {
    return Line(LowThresholdTest::kText, true,
                {.zh = "文字无违法限制", .en = "no unlawful condition in the text"});
  }
  return Line(LowThresholdTest::kText, false,
              {.zh = absl::StrCat("违法限制“", findings[0].phrase, "”,", findings[0].article.zh),
               .en = absl::StrCat("unlawful condition \"", findings[0].phrase, "\", ",
                                  findings[0].article.en)});
}

}  // namespace ladder::matching
