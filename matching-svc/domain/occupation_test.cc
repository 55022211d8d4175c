#include "matching-svc/domain/occupation.h"

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

TEST(OccupationTest, ParsesOneToFourLevels) {
  for (const char* text : {"6", "6-02", "6-02-01", "6-02-01-03", ""}) {
    LADDER_ASSERT_OK_AND_ASSIGN(const Occupation occupation, Occupation::Parse(text, "occupation"));
    EXPECT_EQ(occupation.ToString(), text);
  }
}

TEST(OccupationTest, RefusesOtherForms) {
  for (const char* text :
       {"9", "0-01", "66", "6-2", "6-02-", "6-02-01-03-04", "6_02", "六", "6-0a"}) {
    EXPECT_THAT(Occupation::Parse(text, "occupation"), Refused("OCCUPATION_INVALID")) << text;
  }
}

TEST(OccupationTest, CountsCommonLevels) {
  struct Case {
    const char* a;
    const char* b;
    int common;
  };
  const Case kCases[] = {
      {"6-02-01-03", "6-02-01-03", 4}, {"6-02-01-03", "6-02-01-04", 3},
      {"6-02-01-03", "6-02-02-03", 2}, {"6-02-01-03", "6-03-01-03", 1},
      {"6-02-01-03", "4-02-01-03", 0}, {"6-02", "6-02-01-03", 2},
      {"", "6-02-01-03", 0},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(OccupationOf(c.a).CommonLevels(OccupationOf(c.b)), c.common) << c.a << " " << c.b;
    EXPECT_EQ(OccupationOf(c.b).CommonLevels(OccupationOf(c.a)), c.common) << c.a << " " << c.b;
  }
  EXPECT_TRUE(OccupationOf("6-02-01-03").IsWithin(OccupationOf("6-02")));
  EXPECT_FALSE(OccupationOf("6-02").IsWithin(OccupationOf("6-02-01-03")));
}

}  // namespace
}  // namespace ladder::matching
