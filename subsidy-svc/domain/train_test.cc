#include "subsidy-svc/domain/train.h"

#include "subsidy-svc/domain/entitlement_cases.h"

namespace ladder::subsidy {
namespace {

const FactMap kWoman = {
    {"birth", "1980-03-02"},    {"sex", 2},       {"class_from", "2019-05-06"},
    {"class_to", "2019-06-02"}, {"sessions", 28}, {"attended", 28},
    {"occ", "BAKING"},          {"cert", "L4"},   {"cert_on", "2019-06-05"},
};

TEST(TrainTest, TheFirstFailingTestGivesTheReason) {
  ExpectPrecedence(Policy::kTrain, "TRAIN-2019", kWoman,
                   {{"SAME_OCC_LEVEL",
                     {{"cert", "L4"}, {"held", FactPairs{{"BAKING", "L4"}, {"BAKING", "L3"}}}}},
                    {"AGE_UNDER_MIN", {{"birth", "2003-05-07"}}},
                    {"AGE_OVER_MAX", {{"birth", "1964-05-06"}}},
                    {"CONFLICT_SKILL_UPGRADE", {{"skill_upgrade_paid", true}}},
                    {"NOT_COMPLETED", {{"dropped_out", true}}},
                    {"ATTENDANCE_LOW", {{"attended", 22}}},
                    {"NO_CERTIFICATE", {{"cert", ""}}},
                    {"LATE_CERT", {{"cert_on", "2020-06-03"}}},
                    {"LEVEL_LOWER_THAN_HELD", {{"held", FactPairs{{"BAKING", "L3"}}}}},
                    {"ANNUAL_COUNT_CAP", {{"count_this_year", 3}}},
                    {"HOLD_BUDGET", {{"budget_left_fen", 149'999}}}});
}

TEST(TrainTest, Edges) {
  const auto held = [](const char* occ, const char* cert) {
    return With(kWoman, {{"held", FactPairs{{occ, cert}}}});
  };
  ExpectDecisions(
      Policy::kTrain, "TRAIN-2019",
      {
          {"no household class is needed", kWoman, "YES", 150'000, "OK"},
          {"completion", With(kWoman, {{"cert", "COMPLETION"}}), "YES", 60'000, "OK"},
          {"special", With(kWoman, {{"cert", "SPECIAL"}}), "YES", 80'000, "OK"},
          {"level 5", With(kWoman, {{"cert", "L5"}}), "YES", 100'000, "OK"},
          {"level 3", With(kWoman, {{"cert", "L3"}}), "YES", 200'000, "OK"},
          {"start-up course", With(kWoman, {{"cert", "SYB"}}), "YES", 120'000, "OK"},
          {"level 2 has no amount yet", With(kWoman, {{"cert", "L2"}}), "ERROR", 0,
           "PARAMETER_MISSING"},
          {"level 1 has no amount yet", With(kWoman, {{"cert", "L1"}}), "ERROR", 0,
           "PARAMETER_MISSING"},
          {"a refusing test comes before the missing amount",
           With(kWoman, {{"cert", "L2"}, {"dropped_out", true}}), "NO", 0, "NOT_COMPLETED"},
          {"a missing amount comes before the budget",
           With(kWoman, {{"cert", "L2"}, {"budget_left_fen", 0}}), "ERROR", 0, "PARAMETER_MISSING"},
          {"lower level held: a higher one is new", held("BAKING", "L5"), "YES", 150'000, "OK"},
          {"higher level of another occupation", held("TUINA", "L3"), "YES", 150'000, "OK"},
          {"same level of another occupation", held("TUINA", "L4"), "YES", 150'000, "OK"},
          {"the others are not ranked: completion after level 3",
           With(held("BAKING", "L3"), {{"cert", "COMPLETION"}}), "YES", 60'000, "OK"},
          {"the others are not ranked: level 5 after special",
           With(held("BAKING", "SPECIAL"), {{"cert", "L5"}}), "YES", 100'000, "OK"},
          {"the same completion twice",
           With(held("BAKING", "COMPLETION"), {{"cert", "COMPLETION"}}), "NO", 0, "SAME_OCC_LEVEL"},
          {"level 5 after level 1", With(held("BAKING", "L1"), {{"cert", "L5"}}), "NO", 0,
           "LEVEL_LOWER_THAN_HELD"},
          {"certificate 12 months after the class", With(kWoman, {{"cert_on", "2020-06-02"}}),
           "YES", 150'000, "OK"},
          {"12 months from a leap day end on 28 February",
           With(kWoman, {{"class_from", "2020-02-01"},
                         {"class_to", "2020-02-29"},
                         {"cert_on", "2021-02-28"}}),
           "YES", 150'000, "OK"},
          {"and are over on 1 March",
           With(kWoman, {{"class_from", "2020-02-01"},
                         {"class_to", "2020-02-29"},
                         {"cert_on", "2021-03-01"}}),
           "NO", 0, "LATE_CERT"},
          {"79.99 percent is not 80", With(kWoman, {{"sessions", 10'000}, {"attended", 7'999}}),
           "NO", 0, "ATTENDANCE_LOW"},
          {"third course of the year", With(kWoman, {{"count_this_year", 2}}), "YES", 150'000,
           "OK"},
          {"16 on the first day of the class", With(kWoman, {{"birth", "2003-05-06"}}), "YES",
           150'000, "OK"},
          {"a day before 55", With(kWoman, {{"birth", "1964-05-07"}}), "YES", 150'000, "OK"},
          {"her own base is 50", With(kWoman, {{"birth", "1969-05-06"}, {"upper_age_base", 50}}),
           "NO", 0, "AGE_OVER_MAX"},
          {"from 2025 the upper age rises: a man born in March 1965 is in time for a month more",
           With(kWoman, {{"sex", 1},
                         {"birth", "1965-03-10"},
                         {"class_from", "2025-04-09"},
                         {"class_to", "2025-05-09"},
                         {"cert_on", "2025-05-20"}}),
           "YES", 150'000, "OK"},
          {"and over on the day",
           With(kWoman, {{"sex", 1},
                         {"birth", "1965-03-10"},
                         {"class_from", "2025-04-10"},
                         {"class_to", "2025-05-09"},
                         {"cert_on", "2025-05-20"}}),
           "NO", 0, "AGE_OVER_MAX"},
      });
}

TEST(TrainTest, ACertificateNeedsItsDay) {
  EXPECT_THAT(Decide(Policy::kTrain, Without(kWoman, {"cert_on"}), CommittedVersion("TRAIN-2019")),
              Refused("FACT_REQUIRED"));
  EXPECT_THAT(
      Decide(Policy::kTrain, Without(kWoman, {"cert_on", "cert"}), CommittedVersion("TRAIN-2019")),
      IsOk());
}

}  // namespace
}  // namespace ladder::subsidy
