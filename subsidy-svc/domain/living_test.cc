#include "subsidy-svc/domain/living.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

const FactMap kWoman = {
    {"birth", "1980-03-02"},
    {"sex", 2},
    {"household_class", "REGISTERED_POOR"},
    {"class_from", "2019-05-06"},
    {"class_to", "2019-06-02"},
    {"sessions", 28},
    {"attended", 25},
    {"attended_days", 25},
};

FactMap Days(int64_t attended, int64_t elsewhere, int64_t used) {
  return With(kWoman, {{"attended_days", attended},
                       {"days_also_paid_elsewhere", elsewhere},
                       {"days_used_this_year", used}});
}

TEST(LivingTest, TheFirstFailingTestGivesTheReason) {
  ExpectPrecedence(
      Policy::kLiving, "LIVING-2019", kWoman,
      {{"NOT_TARGET_GROUP", {{"household_class", "NONE"}}},
       {"RISK_CLEARED", {{"household_class", "UNSTABLE"}, {"risk_cleared_on", "2019-05-06"}}},
       {"AGE_UNDER_MIN", {{"birth", "2003-05-07"}}},
       {"AGE_OVER_MAX", {{"birth", "1964-05-06"}}},
       {"CONFLICT_SAME_DAY", {{"days_also_paid_elsewhere", 25}, {"attended_days", 25}}},
       {"NOT_COMPLETED", {{"dropped_out", true}}},
       {"ATTENDANCE_LOW", {{"attended", 22}}},
       {"ANNUAL_DAYS_CAP", {{"days_used_this_year", 60}}},
       {"NO_PAID_DAYS", {{"attended_days", 0}}},
       {"HOLD_BUDGET", {{"budget_left_fen", 124'999}}}});
}

TEST(LivingTest, Edges) {
  ExpectDecisions(
      Policy::kLiving, "LIVING-2019",
      {
          {"no certificate is needed", With(kWoman, {{"cert", ""}}), "YES", 125'000, "OK"},
          {"exactly 30 days", Days(30, 0, 0), "YES", 150'000, "OK"},
          {"31 days", Days(31, 0, 0), "PARTIAL", 150'000, "PARTIAL_CAP_DAYS"},
          {"15 days are left of the year", Days(25, 0, 45), "PARTIAL", 75'000, "PARTIAL_CAP_DAYS"},
          {"just enough days are left", Days(25, 0, 35), "YES", 125'000, "OK"},
          {"one day is left", Days(25, 0, 59), "PARTIAL", 5'000, "PARTIAL_CAP_DAYS"},
          {"more than the year's days were paid", Days(25, 0, 61), "NO", 0, "ANNUAL_DAYS_CAP"},
          {"other pay cut first, then no cap", Days(45, 15, 0), "PARTIAL", 150'000,
           "PARTIAL_SAME_DAY"},
          {"a cap cut after other pay", Days(45, 8, 0), "PARTIAL", 150'000, "PARTIAL_CAP_DAYS"},
          {"the year's cap cut after other pay", Days(28, 8, 50), "PARTIAL", 50'000,
           "PARTIAL_CAP_DAYS"},
          {"one day of its own", Days(25, 24, 0), "PARTIAL", 5'000, "PARTIAL_SAME_DAY"},
          {"more days elsewhere than attended", Days(25, 26, 0), "NO", 0, "CONFLICT_SAME_DAY"},
          {"a part waits for budget", With(Days(45, 0, 0), {{"budget_left_fen", 149'999}}), "HOLD",
           150'000, "HOLD_BUDGET"},
          {"risk cleared on the next day",
           With(kWoman, {{"household_class", "UNSTABLE"}, {"risk_cleared_on", "2019-05-07"}}),
           "YES", 125'000, "OK"},
      });
}

TEST(LivingTest, TheOtherModeIsAShareOfTheMonthsAllowance) {
  PolicyVersion version = CommittedVersion("LIVING-2019");
  for (Parameter& parameter : version.parameters) {
    if (parameter.key == "by_dibao_month") parameter.value = 1;
  }
  LADDER_ASSERT_OK_AND_ASSIGN(Decision decision, Decide(Policy::kLiving, kWoman, version));
  EXPECT_EQ(decision.reason, Reason::kParameterMissing);
  version.parameters.push_back({.key = "dibao_month", .value = 58'000});
  LADDER_ASSERT_OK_AND_ASSIGN(decision, Decide(Policy::kLiving, kWoman, version));
  // 580.00 x 25 / 30 = 483.333...
  EXPECT_EQ(decision.amount, Fen(48'333));
}

TEST(LivingTest, ADecisionTellsTheDaysItPays) {
  const PolicyVersion version = CommittedVersion("LIVING-2019");
  const auto paid = [&](const FactMap& facts) {
    const absl::StatusOr<Decision> decision = Decide(Policy::kLiving, facts, version);
    EXPECT_THAT(decision, IsOk());
    return decision.ok() ? DaysPaidBy(FormatTrace(decision->trace)) : -1;
  };
  EXPECT_EQ(paid(kWoman), 25);
  EXPECT_EQ(paid(Days(35, 0, 0)), 30);
  EXPECT_EQ(paid(Days(25, 5, 0)), 20);
  EXPECT_EQ(paid(Days(25, 0, 50)), 10);
  EXPECT_EQ(paid(With(kWoman, {{"household_class", "NONE"}})), 0);
  EXPECT_EQ(DaysPaidBy(""), 0);
}

}  // namespace
}  // namespace ladder::subsidy
