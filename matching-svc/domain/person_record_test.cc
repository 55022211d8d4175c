#include "matching-svc/domain/person_record.h"

#include <gtest/gtest.h>

namespace ladder::matching {
namespace {

constexpr CivilDay kDay1 = CivilDay(2019, 1, 1);
constexpr CivilDay kDay2 = CivilDay(2019, 6, 1);
constexpr CivilDay kDay3 = CivilDay(2020, 1, 1);
constexpr CivilDay kDay4 = CivilDay(2020, 6, 1);

TEST(PersonRecordTest, SpansAreCutWhereAnythingChanges) {
  const ClassSpan kClasses[] = {{.from = kDay1, .to = kDay3, .primary_class = 30},
                                {.from = kDay3, .to = kDay4, .primary_class = 31},
                                {.from = kDay4, .primary_class = 10}};
  const HouseholdSpan kHouseholds[] = {{.from = kDay1,
                                        .to = kDay4,
                                        .household_class = HouseholdClass::kMarginal,
                                        .aid = HouseholdAid::kDibao,
                                        .risk_cleared_on = kDay2}};
  const std::vector<PersonSpan> spans = SpansOf(kClasses, kHouseholds);
  const PersonSpan kExpected[] = {
      {.from = kDay1,
       .to = kDay2,
       .primary_class = 30,
       .class_since = kDay1,
       .household_class = HouseholdClass::kMarginal,
       .aid = HouseholdAid::kDibao,
       .target = true,
       .monitored = true},
      {.from = kDay2,
       .to = kDay3,
       .primary_class = 30,
       .class_since = kDay1,
       .household_class = HouseholdClass::kMarginal,
       .aid = HouseholdAid::kDibao,
       .target = true},
      // Still unemployed, so the wait goes on.
      {.from = kDay3,
       .to = kDay4,
       .primary_class = 31,
       .class_since = kDay1,
       .household_class = HouseholdClass::kMarginal,
       .aid = HouseholdAid::kDibao,
       .target = true},
      {.from = kDay4, .primary_class = 10, .class_since = kDay4},
  };
  ASSERT_EQ(spans.size(), std::size(kExpected));
  for (size_t i = 0; i < spans.size(); ++i) EXPECT_EQ(spans[i], kExpected[i]) << i;
}

TEST(PersonRecordTest, AWishTakesInWhatIsNearer) {
  EXPECT_TRUE(PlacesUpTo(PlaceLevel::kUnspecified).empty());
  EXPECT_EQ(
      PlacesUpTo(PlaceLevel::kCounty),
      (CodeSet<PlaceLevel>{PlaceLevel::kCommunity, PlaceLevel::kTownship, PlaceLevel::kCounty}));
}

TEST(PersonRecordTest, LabourersAreAbleOfAgeAndOfTheProgramme) {
  struct Case {
    LabourerFacts facts = {};
    bool labourer = false;
  };
  const LabourerFacts kOrdinary = {.birth = CivilDay(1980, 3, 2),
                                   .sex = Sex::kFemale,
                                   .capability = Capability::kWeak,
                                   .primary_class = 30,
                                   .household_class = HouseholdClass::kRegisteredPoor};
  const auto with = [&](auto change) {
    LabourerFacts facts = kOrdinary;
    change(facts);
    return facts;
  };
  const Case kCases[] = {
      {.facts = kOrdinary, .labourer = true},
      {.facts = with([](auto& f) { f.capability = Capability::kLost; })},
      {.facts = with([](auto& f) { f.household_class = HouseholdClass::kNone; })},
      {.facts = with([](auto& f) { f.primary_class = kClassContactLost + 1; })},
      {.facts = with([](auto& f) { f.birth = kDay4 - 365 * 15; })},
      {.facts = with([](auto& f) { f.birth = CivilDay(1965, 6, 1); })},
      {.facts = with([](auto& f) { f.birth = CivilDay(1965, 6, 2); }), .labourer = true},
      {.facts = with([](auto& f) {
         f.birth = CivilDay(1965, 6, 2);
         f.retires_at_50 = true;
       })},
      {.facts = with([](auto& f) {
         f.birth = CivilDay(1961, 1, 1);
         f.sex = Sex::kMale;
       }),
       .labourer = true},
  };
  for (size_t i = 0; i < std::size(kCases); ++i) {
    EXPECT_EQ(IsLabourer(kCases[i].facts, kDay4), kCases[i].labourer) << i;
  }
}

}  // namespace
}  // namespace ladder::matching
