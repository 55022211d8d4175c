#include "subsidy-svc/domain/welfare_post.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

// June 2020, part time: 500.00.
const FactMap kMan = {
    {"birth", "1975-06-15"}, {"sex", 1},           {"household_class", "REGISTERED_POOR"},
    {"from", "2020-06-01"},  {"to", "2020-06-30"}, {"post", "PART_TIME"},
};
const FactMap kSummer = With(kMan, {{"to", "2020-08-31"}});
const FactMap kFullTime = With(kMan, {{"post", "FULL_TIME"}});

// Turns 60 on 2022-06-01; a first approval from 2017-06-02 on extends.
const FactMap kElder = With(kMan, {{"birth", "1962-06-01"}, {"first_approved", "2017-06-02"}});

TEST(WelfarePostTest, TheFirstFailingTestGivesTheReason) {
  ExpectPrecedence(
      Policy::kPwPost, "PW-2019", kMan,
      {{"DUP_IDENTITY", {{"same_identity_paid", "4206****"}}},
       {"DECEASED", {{"death", "2020-05-31"}}},
       {"EXCL_FISCAL_PAYROLL", {{"fiscal_payroll", true}}},
       {"EXCL_CADRE_FAMILY", {{"cadre_family", true}}},
       {"NOT_TARGET_GROUP", {{"household_class", "NONE"}}},
       {"RISK_CLEARED", {{"household_class", "MARGINAL"}, {"risk_cleared_on", "2020-06-01"}}},
       {"AGE_UNDER_MIN", {{"birth", "2004-06-02"}}},
       {"AGE_OVER_MAX", {{"birth", "1960-06-01"}}},
       {"CONFLICT_EMPLOYED", {{"other_job", true}}},
       {"NOT_LAST_RESORT", {{"three_cannots", false}}},
       {"PLACEMENT_LIMIT", {{"placement_no", 3}, {"special_group", "ELDERLY"}}},
       {"PLACEMENT_SECOND_NOT_SPECIAL", {{"placement_no", 2}, {"special_group", ""}}},
       {"DUP_CLAIM", {{"months_already_paid", FactTexts{"2020-06"}}}},
       {"CAP_MONTHS", {{"months_used", 36}}},
       {"NO_PAID_DAYS", {{"absent_days", FactCounts{{"2020-06", 30}}}}},
       {"HOLD_BUDGET", {{"budget_left_fen", 49'999}, {"absent_days", FactCounts{}}}}});
}

TEST(WelfarePostTest, RatesAndDays) {
  ExpectDecisions(
      Policy::kPwPost, "PW-2019",
      {
          {"the wage of September 2021",
           With(kFullTime, {{"from", "2021-09-01"}, {"to", "2021-09-30"}}), "YES", 165'000, "OK"},
          {"a claim over the change of the wage",
           With(kFullTime, {{"from", "2021-08-01"}, {"to", "2021-09-30"}}), "YES", 303'000, "OK"},
          {"full time before the first wage",
           With(kFullTime, {{"from", "2017-10-01"}, {"to", "2017-11-30"}}), "ERROR", 0,
           "PARAMETER_MISSING"},
          {"refused all the same",
           With(kFullTime, {{"from", "2017-10-01"}, {"to", "2017-10-31"}, {"cadre_family", true}}),
           "NO", 0, "EXCL_CADRE_FAMILY"},
          {"each month is rounded alone: 20 of 29 and 10 of 31 days",
           With(kFullTime, {{"from", "2020-02-10"}, {"to", "2020-03-10"}}), "YES", 95'172 + 44'516,
           "OK_PRORATED"},
          {"one day", With(kMan, {{"to", "2020-06-01"}}), "YES", 1'667, "OK_PRORATED"},
          {"absence in another month", With(kMan, {{"absent_days", FactCounts{{"2020-07", 3}}}}),
           "YES", 50'000, "OK"},
          {"absence in two months",
           With(kSummer, {{"absent_days", FactCounts{{"2020-06", 3}, {"2020-08", 31}}}}), "YES",
           45'000 + 50'000, "OK_PRORATED"},
          {"more absence than days covered",
           With(kMan, {{"from", "2020-06-21"}, {"absent_days", FactCounts{{"2020-06", 11}}}}), "NO",
           0, "NO_PAID_DAYS"},
          {"a month of absence uses no month of the cap",
           With(kSummer, {{"months_used", 34}, {"absent_days", FactCounts{{"2020-06", 30}}}}),
           "YES", 100'000, "OK_PRORATED"},
      });
}

TEST(WelfarePostTest, Ends) {
  ExpectDecisions(
      Policy::kPwPost, "PW-2019",
      {
          {"left on the last day changes nothing", With(kMan, {{"left_on", "2020-06-30"}}), "YES",
           50'000, "OK"},
          {"left later changes nothing", With(kMan, {{"left_on", "2020-07-31"}}), "YES", 50'000,
           "OK"},
          {"left on the first day", With(kMan, {{"left_on", "2020-06-01"}}), "PARTIAL", 1'667,
           "PARTIAL_LEFT"},
          {"left before", With(kMan, {{"left_on", "2020-05-31"}}), "NO", 0, "NO_PAID_DAYS"},
          {"left at the end of a month", With(kSummer, {{"left_on", "2020-07-31"}}), "PARTIAL",
           100'000, "PARTIAL_LEFT"},
          {"death on the first day", With(kMan, {{"death", "2020-06-01"}}), "PARTIAL", 1'667,
           "PARTIAL_DEATH"},
          {"death on the last day changes nothing", With(kMan, {{"death", "2020-06-30"}}), "YES",
           50'000, "OK"},
          {"turns 60 on the 16th", With(kMan, {{"birth", "1960-06-16"}}), "PARTIAL", 25'000,
           "PARTIAL_AGE_LIMIT"},
          {"turns 60 the day after the claim", With(kMan, {{"birth", "1960-07-01"}}), "YES", 50'000,
           "OK"},
          {"turns 60 on the last day", With(kMan, {{"birth", "1960-06-30"}}), "PARTIAL", 48'333,
           "PARTIAL_AGE_LIMIT"},
          {"a woman turns 55", With(kMan, {{"sex", 2}, {"birth", "1965-06-16"}}), "PARTIAL", 25'000,
           "PARTIAL_AGE_LIMIT"},
          {"age, death and leaving on one day: age",
           With(kMan,
                {{"birth", "1960-06-16"}, {"death", "2020-06-15"}, {"left_on", "2020-06-15"}}),
           "PARTIAL", 25'000, "PARTIAL_AGE_LIMIT"},
          {"death and leaving on one day: death",
           With(kMan, {{"death", "2020-06-15"}, {"left_on", "2020-06-15"}}), "PARTIAL", 25'000,
           "PARTIAL_DEATH"},
          {"the earliest end is told: leaving",
           With(kMan, {{"birth", "1960-06-16"}, {"left_on", "2020-06-10"}}), "PARTIAL", 16'667,
           "PARTIAL_LEFT"},
          {"an end and a late start",
           With(kMan, {{"from", "2020-06-11"}, {"left_on", "2020-06-20"}}), "PARTIAL", 16'667,
           "PARTIAL_LEFT"},
          {"a part waits for budget",
           With(kMan, {{"left_on", "2020-06-15"}, {"budget_left_fen", 24'999}}), "HOLD", 25'000,
           "HOLD_BUDGET"},
      });
}

TEST(WelfarePostTest, MonthsOfTheCap) {
  ExpectDecisions(
      Policy::kPwPost, "PW-2019",
      {
          {"month 36", With(kMan, {{"months_used", 35}}), "YES", 50'000, "OK"},
          {"a partly paid month uses one",
           With(kSummer, {{"from", "2020-06-30"}, {"months_used", 34}}), "PARTIAL", 1'667 + 50'000,
           "PARTIAL_CAP_MONTHS"},
          {"exactly enough months", With(kSummer, {{"months_used", 33}}), "YES", 150'000, "OK"},
          {"the cap is told before the overlap",
           With(kSummer, {{"months_used", 35}, {"months_already_paid", FactTexts{"2020-06"}}}),
           "PARTIAL", 50'000, "PARTIAL_CAP_MONTHS"},
          {"the cap is told before an end",
           With(kSummer, {{"months_used", 35}, {"left_on", "2020-07-10"}}), "PARTIAL", 50'000,
           "PARTIAL_CAP_MONTHS"},
          {"an end before the cap cuts",
           With(kSummer, {{"months_used", 35}, {"left_on", "2020-06-30"}}), "PARTIAL", 50'000,
           "PARTIAL_LEFT"},
          {"months paid for this claim were used, whatever the count says",
           With(kMan,
                {{"to", "2023-07-31"},
                 {"months_used", 0},
                 {"months_already_paid",
                  FactTexts{"2020-06", "2020-07", "2020-08", "2020-09", "2020-10", "2020-11",
                            "2020-12", "2021-01", "2021-02", "2021-03", "2021-04", "2021-05",
                            "2021-06", "2021-07", "2021-08", "2021-09", "2021-10", "2021-11",
                            "2021-12", "2022-01", "2022-02", "2022-03", "2022-04", "2022-05",
                            "2022-06", "2022-07", "2022-08", "2022-09", "2022-10", "2022-11",
                            "2022-12", "2023-01", "2023-02", "2023-03", "2023-04", "2023-05"}}}),
           "NO", 0, "CAP_MONTHS"},
          {"first approved five years before the upper age",
           With(kElder, {{"months_used", 36}, {"first_approved", "2017-06-01"}}), "NO", 0,
           "CAP_MONTHS"},
          {"extended, within the 36", With(kElder, {{"months_used", 35}}), "YES", 50'000, "OK"},
          {"extended, the second month lies beyond",
           With(kElder, {{"months_used", 35}, {"to", "2020-07-31"}}), "YES", 100'000,
           "OK_EXTENDED"},
          {"extended and prorated: extension is told",
           With(kElder, {{"months_used", 36}, {"from", "2020-06-16"}}), "YES", 25'000,
           "OK_EXTENDED"},
          {"extended up to the upper age",
           With(kElder, {{"months_used", 50}, {"from", "2022-05-01"}, {"to", "2022-06-30"}}),
           "PARTIAL", 50'000, "PARTIAL_AGE_LIMIT"},
          {"extended for the second placement too",
           With(kElder, {{"months_used", 36}, {"placement_no", 2}, {"special_group", "ELDERLY"}}),
           "YES", 50'000, "OK_EXTENDED"},
          {"first approval is the start when unknown",
           With(kMan, {{"birth", "1962-06-01"}, {"months_used", 36}}), "YES", 50'000,
           "OK_EXTENDED"},
          {"nothing to extend for the young",
           With(kMan, {{"months_used", 36}, {"first_approved", "2017-06-02"}}), "NO", 0,
           "CAP_MONTHS"},
      });
}

TEST(WelfarePostTest, MonthsThatWerePaid) {
  ExpectDecisions(
      Policy::kPwPost, "PW-2019",
      {
          {"one of three", With(kSummer, {{"months_already_paid", FactTexts{"2020-07"}}}),
           "PARTIAL", 100'000, "PARTIAL_OVERLAP"},
          {"overlap is told before an end",
           With(kSummer,
                {{"months_already_paid", FactTexts{"2020-06"}}, {"left_on", "2020-07-31"}}),
           "PARTIAL", 50'000, "PARTIAL_OVERLAP"},
          {"overlap is told before extension",
           With(kElder, {{"to", "2020-07-31"},
                         {"months_used", 36},
                         {"months_already_paid", FactTexts{"2020-06"}}}),
           "PARTIAL", 50'000, "PARTIAL_OVERLAP"},
          {"a month outside the claim is no overlap",
           With(kMan, {{"months_already_paid", FactTexts{"2020-05"}}}), "YES", 50'000, "OK"},
          {"every claimed month was paid, though the claim ended earlier",
           With(kSummer, {{"months_already_paid", FactTexts{"2020-06", "2020-07", "2020-08"}},
                          {"left_on", "2020-06-10"}}),
           "NO", 0, "DUP_CLAIM"},
          {"all that is left lies behind the end",
           With(kSummer, {{"months_already_paid", FactTexts{"2020-06", "2020-07"}},
                          {"left_on", "2020-07-31"}}),
           "NO", 0, "NO_PAID_DAYS"},
          {"paid twice over and the cap reached: duplicate first",
           With(kMan, {{"months_already_paid", FactTexts{"2020-06"}}, {"months_used", 36}}), "NO",
           0, "DUP_CLAIM"},
      });
}

TEST(WelfarePostTest, WhoMay) {
  ExpectDecisions(
      Policy::kPwPost, "PW-2019",
      {
          {"hard to employ opens it",
           With(kMan, {{"household_class", "NONE"}, {"hard_to_employ", true}}), "YES", 50'000,
           "OK"},
          {"hard to employ, risk cleared",
           With(kMan, {{"household_class", "UNSTABLE"},
                       {"risk_cleared_on", "2019-01-01"},
                       {"hard_to_employ", true}}),
           "YES", 50'000, "OK"},
          {"second placement, elderly",
           With(kMan, {{"placement_no", 2}, {"special_group", "ELDERLY"}}), "YES", 50'000, "OK"},
          {"second placement, zero-job family",
           With(kMan, {{"placement_no", 2}, {"special_group", "ZERO_JOB_FAMILY"}}), "YES", 50'000,
           "OK"},
          {"second placement, another group",
           With(kMan, {{"placement_no", 2}, {"special_group", "VETERAN"}}), "NO", 0,
           "PLACEMENT_SECOND_NOT_SPECIAL"},
          {"flexible work beside a part-time post is off by default",
           With(kMan, {{"other_job", true}, {"other_job_flexible", true}}), "NO", 0,
           "CONFLICT_EMPLOYED"},
      });
}

TEST(WelfarePostTest, FlexibleWorkWhereTheVersionAllowsIt) {
  PolicyVersion version = CommittedVersion("PW-2019");
  for (Parameter& parameter : version.parameters) {
    if (parameter.key == "part_time_allows_flex") parameter.value = 1;
  }
  const auto reason = [&](const FactMap& facts) {
    return Decide(Policy::kPwPost, facts, version)->reason;
  };
  const FactMap flexible = With(kMan, {{"other_job", true}, {"other_job_flexible", true}});
  EXPECT_EQ(reason(flexible), Reason::kOk);
  EXPECT_EQ(reason(With(flexible, {{"post", "FULL_TIME"}})), Reason::kConflictEmployed);
  EXPECT_EQ(reason(With(flexible, {{"other_job_flexible", false}})), Reason::kConflictEmployed);
}

TEST(WelfarePostTest, WrongFacts) {
  const PolicyVersion version = CommittedVersion("PW-2019");
  EXPECT_THAT(Decide(Policy::kPwPost, With(kMan, {{"post", "NIGHT"}}), version),
              Refused("FACT_VALUE"));
  EXPECT_THAT(Decide(Policy::kPwPost, With(kMan, {{"to", "2020-05-31"}}), version),
              Refused("FACT_VALUE"));
  EXPECT_THAT(Decide(Policy::kPwPost, Without(kMan, {"post"}), version), Refused("FACT_REQUIRED"));
}

}  // namespace
}  // namespace ladder::subsidy
