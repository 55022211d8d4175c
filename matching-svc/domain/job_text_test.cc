#include "matching-svc/domain/job_text.h"

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

TEST(JobTextTest, BlocksUnlawfulConditionsAndNamesTheirKind) {
  struct Case {
    const char* text;
    const char* kind;  // "" when lawful
  };
  const Case kCases[] = {
      {"包装工,男女不限,包吃住", ""},
      {"装卸工,限男性", "SEX"},
      {"装卸工,限 男 性", "SEX"},
      {"男士优先。", "SEX"},
      {"只招女工", "SEX"},
      {"不限男女", ""},
      {"限未婚", "MARRIAGE"},
      {"婚否不限", ""},
      {"入职做孕检", "PREGNANCY"},
      {"限本地户籍", "HUKOU"},
      {"不限户籍", ""},
      {"限汉族", "ETHNIC"},
      {"须无宗教信仰", "RELIGION"},
      {"要求无乙肝", "INFECTION"},
      {"身体健康,无残疾", "DISABILITY"},
      {"限本(地)户口", "HUKOU"},
      {"每班8小时,提供C1驾驶培训", ""},
  };
  const Policies policies;
  for (const Case& c : kCases) {
    JobDraft job = MakeJobDraft();
    job.description = c.text;
    const std::vector<TextFinding> findings = policies.linter.Findings(job, kToday);
    if (*c.kind == '\0') {
      EXPECT_TRUE(findings.empty())
          << c.text << ": " << (findings.empty() ? "" : findings[0].phrase);
      EXPECT_THAT(policies.linter.Check(job, kToday), IsOk()) << c.text;
      continue;
    }
    ASSERT_FALSE(findings.empty()) << c.text;
    EXPECT_EQ(findings[0].kind, c.kind) << c.text;
    EXPECT_FALSE(findings[0].article.zh.empty());
    EXPECT_THAT(policies.linter.Check(job, kToday), Refused("JOB_TEXT_UNLAWFUL")) << c.text;
  }
}

TEST(JobTextTest, LooksIntoTitleAndTagsButNotAcrossThem) {
  const Policies policies;
  JobDraft job = MakeJobDraft();
  job.title = "搬运工(限男)";
  EXPECT_THAT(policies.linter.Check(job, kToday), Refused("JOB_TEXT_UNLAWFUL"));
  job = MakeJobDraft();
  job.tags = {"男优先"};
  EXPECT_THAT(policies.linter.Check(job, kToday), Refused("JOB_TEXT_UNLAWFUL"));
  job = MakeJobDraft();
  job.title = "有时限";
  job.description = "男女都要";
  EXPECT_THAT(policies.linter.Check(job, kToday), IsOk());
}

TEST(JobTextTest, ALegalLimitLiftsItsOwnKindOnly) {
  const Policies policies;
  JobDraft job = MakeJobDraft();
  job.title = "井下采掘工,限男性";
  job.legal_limit_code = "WOMEN_BARRED_2012";
  // The law on women's work fits no ordinary job.
  EXPECT_THAT(policies.linter.Check(job, kToday), Refused("LEGAL_LIMIT_UNKNOWN"));
  job.hazards = {Hazard::kMineUnderground};
  EXPECT_THAT(policies.linter.Check(job, kToday), IsOk());
  EXPECT_THAT(policies.linter.Check(job, CivilDay(2012, 4, 27)), Refused("LEGAL_LIMIT_UNKNOWN"));
  job.description = "限未婚";
  EXPECT_THAT(policies.linter.Check(job, kToday), Refused("JOB_TEXT_UNLAWFUL"));
  job.legal_limit_code = "MADE_UP";
  EXPECT_THAT(policies.linter.Check(job, kToday), Refused("LEGAL_LIMIT_UNKNOWN"));
}

TEST(JobTextTest, RefusesBrokenTables) {
  const std::string phrases = ReadPolicy("unlawful_text.tsv");
  const std::string limits = ReadPolicy("legal_limits.tsv");
  EXPECT_THAT(JobTextLinter::Parse("", limits), Refused("POLICY_TABLE_INVALID"));
  EXPECT_THAT(JobTextLinter::Parse(phrases + " \tSEX\ta\tb\n", limits),
              Refused("POLICY_TABLE_INVALID"));
  EXPECT_THAT(JobTextLinter::Parse(phrases, limits + "X\tSEX\tANY\t2020-13-01\t9999-12-31\ta\n"),
              Refused("POLICY_TABLE_INVALID"));
  EXPECT_THAT(JobTextLinter::Parse(phrases, limits + "X\tSEX\tSOME\t2020-01-01\t9999-12-31\ta\n"),
              Refused("POLICY_TABLE_INVALID"));
}

}  // namespace
}  // namespace ladder::matching
