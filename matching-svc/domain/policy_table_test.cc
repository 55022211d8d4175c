#include "matching-svc/domain/policy_table.h"

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

constexpr char kHeader[] = "rule\tversion\tvalid_from\tparameter\tvalue\tsource\n";

TEST(PolicyTableTest, TheVersionOfTheDayHolds) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      const ParameterBook book,
      ParameterBook::Parse(absl::StrCat("# numbers\n", kHeader, "a\tA-1\t2019-01-01\tx\t1\tDES\n",
                                        "a\tA-2\t2020-01-01\tx\t2\tDES\n")));
  EXPECT_THAT(book.InForce("a", CivilDay(2018, 12, 31)), Refused("PARAMETER_MISSING"));
  EXPECT_EQ(book.InForce("a", CivilDay(2019, 12, 31))->version(), "A-1");
  EXPECT_EQ(*book.InForce("a", CivilDay(2020, 1, 1))->Get("x"), 2);
  EXPECT_THAT(book.InForce("a", CivilDay(2020, 1, 1))->Get("y"), Refused("PARAMETER_MISSING"));
  EXPECT_THAT(book.InForce("a", CivilDay(2020, 1, 1))->GetInt("x", 0, 1),
              Refused("PARAMETER_MISSING"));
  EXPECT_THAT(book.InForce("b", CivilDay(2020, 1, 1)), Refused("PARAMETER_MISSING"));
}

TEST(PolicyTableTest, RefusesBrokenLines) {
  for (const char* line :
       {"a\tA-1\t2019-02-30\tx\t1\tDES\n", "a\tA-1\t2019-01-01\tx\tone\tDES\n", "a\tA-1\n",
        "a\tA-1\t2019-01-01\tx\t1\tDES\na\tA-2\t2019-01-01\tx\t1\tDES\n"}) {
    EXPECT_THAT(ParameterBook::Parse(absl::StrCat(kHeader, line)), Refused("POLICY_TABLE_INVALID"))
        << line;
  }
  EXPECT_THAT(ParameterBook::Parse("a\tb\tc\td\te\tf\n"), Refused("POLICY_TABLE_INVALID"));
}

TEST(PolicyTableTest, TheMostSpecificMinimumWageOfTheDayHolds) {
  const Policies policies;
  struct Case {
    int64_t division;
    CivilDay day;
    int64_t yuan;
  };
  const Case kCases[] = {
      {kHome, CivilDay(2021, 8, 31), 1380},  // the county's own
      {kHome, CivilDay(2021, 9, 1), 1650},
      {420100001001, CivilDay(2020, 1, 1), 1750},  // the city's
      {420800000000, CivilDay(2020, 1, 1), 1250},  // the province's
      {440306002001, CivilDay(2020, 1, 1), 2200},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(*policies.wages.At(c.division, c.day), Fen::Yuan(c.yuan)) << c.division;
  }
  EXPECT_THAT(policies.wages.At(kHome, CivilDay(2016, 1, 1)), Refused("PARAMETER_MISSING"));
  EXPECT_THAT(policies.wages.At(650000000000, kToday), Refused("PARAMETER_MISSING"));
}

TEST(PolicyTableTest, RefusesBrokenWagesAndSkills) {
  constexpr char kWages[] = "division\tvalid_from\tfen\tsource\n";
  for (const char* line :
       {"42\t2020-01-01\t1\t-\n", "420000000000\t2020\t1\t-\n", "420000000000\t2020-01-01\t0\t-\n",
        "420000000000\t2020-01-01\t1\t-\n420000000000\t2020-01-01\t2\t-\n"}) {
    EXPECT_THAT(MinimumWages::Parse(absl::StrCat(kWages, line)), Refused("POLICY_TABLE_INVALID"));
  }
  EXPECT_THAT(ShortSkills::Parse("skill\n"), Refused("POLICY_TABLE_INVALID"));
}

// A version whose numbers are not all there, or don't add up, is no version.
TEST(PolicyTableTest, AScoreNeedsAllItsNumbers) {
  const std::string text = ReadPolicy("parameters.tsv");
  LADDER_ASSERT_OK_AND_ASSIGN(
      const ParameterBook heavier,
      ParameterBook::Parse(text + "score\tSC-2019\t2018-01-01\tweight.need\t101\tDES\n"));
  EXPECT_THAT(ScoreRules::Make(*heavier.InForce("score", kToday)), Refused("PARAMETER_MISSING"));
  EXPECT_THAT(ScoreRules::Make(ParameterSet("SC-0", kToday)), Refused("PARAMETER_MISSING"));
  EXPECT_THAT(ReferralRules::Make(ParameterSet("RF-0", kToday)), Refused("PARAMETER_MISSING"));
}

}  // namespace
}  // namespace ladder::matching
