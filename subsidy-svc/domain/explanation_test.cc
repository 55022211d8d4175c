#include "subsidy-svc/domain/decision.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

TEST(ExplanationTest, ARefusalInBothLanguages) {
  const Decision decision = {
      .kind = DecisionKind::kNo,
      .reason = Reason::kAttendanceLow,
      .version = "TRAIN-2019",
      .trace = {
          {.name = "ATTENDANCE_LOW",
           .passed = false,
           .values = {{"attended", "22"}, {"sessions", "28"}, {"attendance_percent", "80"}}}}};
  EXPECT_EQ(Explain(decision, Language::kChinese),
            "不予发放 0.00 元。出勤率不足。依据 TRAIN-2019。\n"
            "未过 出勤率:出勤课次 22,课次 28,应达出勤率(%) 80\n");
  EXPECT_EQ(
      Explain(decision, Language::kEnglish),
      "Refused 0.00 yuan. Too few sessions were attended. By TRAIN-2019.\n"
      "failed attendance: sessions attended 22, sessions 28, attendance needed, in percent 80\n");
  EXPECT_EQ(FormatTrace(decision.trace),
            "T|ATTENDANCE_LOW|0|attended=22|sessions=28|attendance_percent=80\n");
}

TEST(ExplanationTest, AMissingParameterIsNamed) {
  const FactMap facts = {
      {"birth", "1975-06-15"}, {"sex", 1}, {"household_class", "REGISTERED_POOR"}, {"year", 2022}};
  LADDER_ASSERT_OK_AND_ASSIGN(const Decision decision,
                              Decide(Policy::kMedical, facts, CommittedVersion("MD-2019")));
  EXPECT_EQ(decision.kind, DecisionKind::kError);
  EXPECT_EQ(decision.trace.back().values, (Metadata{{"keys", "premium_year"}}));
}

}  // namespace
}  // namespace ladder::subsidy
