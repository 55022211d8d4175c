#include "matching-svc/domain/low_threshold.h"

#include <chrono>

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

const TraceLine& LineOf(const LowThresholdVerdict& verdict, LowThresholdTest test) {
  return verdict.trace[static_cast<size_t>(test) - 1];
}

TEST(LowThresholdRuleTest, TheOrdinaryJobPassesWithAFullTrace) {
  const Policies policies;
  const LowThresholdVerdict verdict =
      policies.Rule().Judge(MakeOpenJob().job, EnterpriseState::kVerified, kToday);
  EXPECT_TRUE(verdict.mark.low_threshold);
  EXPECT_EQ(verdict.mark.rule_version, "LT-2019");
  EXPECT_EQ(verdict.mark.judged_on, kToday);
  ASSERT_EQ(verdict.trace.size(), 9u);
  for (size_t i = 0; i < verdict.trace.size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(verdict.trace[i].test), i + 1);
    EXPECT_TRUE(verdict.trace[i].passed);
    EXPECT_FALSE(verdict.trace[i].text.zh.empty());
    EXPECT_FALSE(verdict.trace[i].text.en.empty());
  }
}

// Each change moves exactly one test.
TEST(LowThresholdRuleTest, EachTestAtItsBound) {
  struct Case {
    LowThresholdTest test;
    bool passed;
    void (*change)(Job&);
  };
  using T = LowThresholdTest;
  const Case kCases[] = {
      {T::kSchooling, true, [](Job& j) { j.facts.education_min = EducationOf(90); }},
      {T::kSchooling, true, [](Job& j) { j.facts.education_min = EducationOf(81); }},
      {T::kSchooling, true, [](Job& j) { j.facts.education_min = EducationOf(71); }},
      {T::kSchooling, false, [](Job& j) { j.facts.education_min = EducationOf(61); }},
      {T::kSchooling, false, [](Job& j) { j.facts.education_min = EducationOf(41); }},
      {T::kExperience, false, [](Job& j) { j.facts.experience_months_min = 1; }},
      {T::kSkill, true, [](Job& j) { j.facts.skills = {}; }},
      {T::kSkill, true, [](Job& j) { j.facts.skills = {"LOADING"}; }},
      {T::kSkill, false, [](Job& j) { j.facts.skills = {"WELDING"}; }},
      {T::kSkill, false,
       [](Job& j) {
         j.facts.skills = {"SEWING", "PACKING"};
       }},
      {T::kSkill, true,
       [](Job& j) {
         j.facts.skills = {"WELDING", "CNC"};
         j.facts.training_given = true;
       }},
      {T::kCertificate, true,
       [](Job& j) {
         j.facts.certificates = {{.code = "HEALTH", .by_law = true, .obtainable_days = 7}};
       }},
      {T::kCertificate, false,
       [](Job& j) {
         j.facts.certificates = {{.code = "HEALTH", .by_law = true, .obtainable_days = 8}};
       }},
      {T::kCertificate, false,
       [](Job& j) { j.facts.certificates = {{.code = "HEALTH", .obtainable_days = 0}}; }},
      {T::kCertificate, false,
       [](Job& j) { j.facts.certificates = {{.code = "WELDER", .obtainable_days = 1}}; }},
      {T::kPay, true, [](Job& j) { j.facts.wage_fixed = Fen::Yuan(1380); }},
      {T::kPay, false, [](Job& j) { j.facts.wage_fixed = Fen(137999); }},
      {T::kPay, false, [](Job& j) { j.facts.division = 650000000000; }},
      {T::kPay, false, [](Job& j) { j.facts.division = kShenzhen; }},
      {T::kText, false, [](Job& j) { j.facts.title = "缝纫工,限女"; }},
      {T::kVacancy, false, [](Job& j) { j.filled = j.facts.vacancies; }},
      {T::kVacancy, false, [](Job& j) { j.state = JobState::kClosed; }},
      {T::kExpiry, true, [](Job& j) { j.facts.expires_on = kToday; }},
      {T::kExpiry, false, [](Job& j) { j.facts.expires_on = kToday - 1; }},
  };
  const Policies policies;
  const LowThresholdRule rule = policies.Rule();
  for (const Case& c : kCases) {
    Job job = MakeOpenJob().job;
    c.change(job);
    const LowThresholdVerdict verdict = rule.Judge(job, EnterpriseState::kVerified, kToday);
    EXPECT_EQ(verdict.mark.low_threshold, c.passed) << NameOf(c.test);
    for (const TraceLine& line : verdict.trace) {
      EXPECT_EQ(line.passed, line.test == c.test ? c.passed : true)
          << NameOf(line.test) << " " << line.text.en;
    }
  }
}

TEST(LowThresholdRuleTest, TheEmployerMustBeVerified) {
  const Policies policies;
  for (EnterpriseState state :
       {EnterpriseState::kRegistered, EnterpriseState::kBlocked, EnterpriseState::kClosed}) {
    const LowThresholdVerdict verdict = policies.Rule().Judge(MakeOpenJob().job, state, kToday);
    EXPECT_FALSE(verdict.mark.low_threshold);
    EXPECT_FALSE(LineOf(verdict, LowThresholdTest::kEmployer).passed);
  }
}

TEST(LowThresholdRuleTest, AnAgeLimitLabelsAndDoesNotDecide) {
  const Policies policies;
  Job job = MakeOpenJob().job;
  job.facts.age_max = 44;
  LowThresholdVerdict verdict = policies.Rule().Judge(job, EnterpriseState::kVerified, kToday);
  EXPECT_TRUE(verdict.mark.low_threshold);
  EXPECT_TRUE(verdict.mark.closed_to_older);
  job.facts.age_max = 45;
  verdict = policies.Rule().Judge(job, EnterpriseState::kVerified, kToday);
  EXPECT_FALSE(verdict.mark.closed_to_older);
}

TEST(LowThresholdRuleTest, SevenThousandJobsInLessThanASecond) {
  const Policies policies;
  const LowThresholdRule rule = policies.Rule();
  const Job job = MakeOpenJob().job;
  const auto start = std::chrono::steady_clock::now();
  int passed = 0;
  for (int i = 0; i < 7000; ++i) {
    passed += rule.Judge(job, EnterpriseState::kVerified, kToday).mark.low_threshold ? 1 : 0;
  }
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(passed, 7000);
  RecordProperty(
      "milliseconds",
      static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
  EXPECT_LT(took, std::chrono::seconds(1));  // R34
}

}  // namespace
}  // namespace ladder::matching
