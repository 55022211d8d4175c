#include "training-svc/domain/person_facts.h"

#include <gtest/gtest.h>

namespace ladder::training {
namespace {

constexpr CivilDay kDay(2020, 6, 1);
constexpr int kSeeking = 30;
constexpr int kAtWork = 10;

TEST(PersonFactsTest, PeriodsLayClassesOverHouseholds) {
  const std::vector<ClassSpan> classes = {
      {.from = CivilDay(2019, 1, 1), .to = CivilDay(2020, 1, 1), .primary_class = kSeeking},
      {.from = CivilDay(2020, 1, 1), .primary_class = kSeeking}};
  const std::vector<HouseholdSpan> households = {{.from = CivilDay(2018, 1, 1),
                                                  .household_class = 5,
                                                  .household_aid = 1,
                                                  .risk_cleared_on = CivilDay(2020, 3, 1)}};
  const std::vector<PersonPeriod> periods = PeriodsOf(classes, households);
  ASSERT_EQ(periods.size(), 2u);
  EXPECT_EQ(periods[0].from, CivilDay(2019, 1, 1));
  EXPECT_EQ(periods[0].to, CivilDay(2020, 3, 1));
  EXPECT_TRUE(periods[0].target);
  EXPECT_TRUE(periods[0].monitored);
  EXPECT_EQ(periods[1].to, kForever);
  EXPECT_EQ(periods[1].class_since, CivilDay(2019, 1, 1));
  EXPECT_FALSE(periods[1].target);
  EXPECT_FALSE(periods[1].monitored);
}

TEST(PersonFactsTest, DaysWithoutAClassAreLeftOut) {
  EXPECT_TRUE(PeriodsOf({}, {{.from = CivilDay(2018, 1, 1), .household_class = 2}}).empty());
}

TEST(PersonFactsTest, ProfileOfADay) {
  struct Case {
    const char* what;
    PersonFacts facts;
    PersonPeriod period;
    HouseholdWork work;
    bool zero_employment, two_post_secondary, hard_to_employ;
  };
  const PersonFacts young = {
      .birth = CivilDay(2002, 1, 1), .left_school_on = CivilDay(2018, 7, 1), .presence = 1};
  const PersonFacts old = {.birth = CivilDay(1975, 1, 1), .sex = 2, .presence = 1};
  const PersonPeriod poor = {
      .primary_class = kSeeking, .class_since = CivilDay(2020, 5, 1), .target = true};
  PersonPeriod long_out = poor;
  long_out.class_since = CivilDay(2019, 6, 1);
  PersonPeriod student = poor;
  student.primary_class = 50;
  PersonPeriod at_work = long_out;
  at_work.primary_class = kAtWork;
  PersonPeriod untargeted = poor;
  untargeted.target = false;
  const HouseholdWork nobody = {.employed = 0, .unemployed = 2};
  const HouseholdWork somebody = {.employed = 1, .unemployed = 1};
  const Case kCases[] = {
      {"nobody in work", young, poor, nobody, true, true, false},
      {"somebody in work", young, poor, somebody, false, true, false},
      {"none in the labour force", young, poor, {}, false, true, false},
      {"no target household", young, untargeted, nobody, false, false, false},
      {"still at school", young, student, somebody, false, false, false},
      {"out of work for a year", young, long_out, somebody, false, true, true},
      {"a woman past 40", old, poor, somebody, false, false, true},
      {"at work", old, at_work, somebody, false, false, false},
  };
  for (const Case& c : kCases) {
    const PersonProfile profile = ProfileOn(c.facts, c.period, c.work, kDay);
    EXPECT_EQ(profile.zero_employment, c.zero_employment) << c.what;
    EXPECT_EQ(profile.two_post_secondary, c.two_post_secondary) << c.what;
    EXPECT_EQ(profile.hard_to_employ, c.hard_to_employ) << c.what;
    EXPECT_FALSE(profile.gone) << c.what;
  }
  PersonFacts dead = old;
  dead.presence = 3;
  EXPECT_TRUE(ProfileOn(dead, std::nullopt, {}, kDay).gone);
}

}  // namespace
}  // namespace ladder::training
