#include "registry-svc/domain/household.h"

#include "platform/testing/status_matchers.h"
#include "registry-svc/domain/builders.h"
#include "registry-svc/domain/household_rules.h"

namespace ladder::registry {
namespace {

const ClassRules kRules;
using H = HouseholdClass;

TEST(FoundHouseholdTest, Refusals) {
  const auto with = [](auto change) {
    NewHousehold facts = {
        .id = Id(1),
        .number = *ParseHouseholdNo("4206250001"),
        .status = {.household_class = H::kRegisteredPoor, .identified_on = CivilDay(2014, 1, 1)},
        .home = {.registered = kHujiajing, .residence = kHujiajing},
        .from = kToday};
    change(facts);
    return FoundHousehold(facts, kToday);
  };
  EXPECT_THAT(with([](auto&) {}), IsOk());
  EXPECT_THAT(with([](auto& f) { f.from = kToday + 1; }), Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(with([](auto& f) { f.status.identified_on = kToday + 1; }), Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(with([](auto& f) { f.home.registered = DivisionCode::FromNumber(420625100000); }),
              Refused("DIVISION_NOT_COMMUNITY"));
  EXPECT_THAT(with([](auto& f) { f.status.household_class = H::kMarginal; }),
              Refused("RISK_DAY_REQUIRED"));
  EXPECT_THAT(with([](auto& f) {
                f.status = {.household_class = H::kMarginal,
                            .risk_on = kToday,
                            .risk_cleared_on = kToday - 1};
              }),
              Refused("DAY_OUT_OF_ORDER"));
}

TEST(SetClassTest, EveryStep) {
  const H kAll[] = {H::kNone,     H::kRegisteredPoor, H::kOutOfPoverty,
                    H::kUnstable, H::kMarginal,       H::kSuddenHardship};
  const bool kPossible[6][6] = {
      // NONE   POOR   OUT    UNSTBL MARGIN SUDDEN   <- after
      {false, true, false, false, true, true},   // NONE
      {true, false, true, false, false, false},  // REGISTERED_POOR
      {true, true, false, true, true, true},     // OUT_OF_POVERTY
      {true, true, true, false, true, true},     // UNSTABLE
      {true, true, false, false, false, true},   // MARGINAL
      {true, true, false, false, true, false},   // SUDDEN_HARDSHIP
  };
  for (size_t i = 0; i < 6; ++i) {
    for (size_t j = 0; j < 6; ++j) {
      const auto after =
          SetClass(MakeHousehold(kAll[i]),
                   {.household_class = kAll[j], .risk_on = kToday, .from = kToday}, kToday);
      EXPECT_EQ(ReasonOf(after.status()), kPossible[i][j] ? "" : "HOUSEHOLD_CLASS_CONFLICT")
          << NameOf(kAll[i]) << " to " << NameOf(kAll[j]);
    }
  }
}

TEST(SetClassTest, AnExitKeepsItsDayAndMonitoringItsRisk) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      Household household,
      SetClass(MakeHousehold(H::kRegisteredPoor),
               {.household_class = H::kOutOfPoverty, .from = CivilDay(2019, 12, 1)}, kToday));
  EXPECT_EQ(household.status.At(kToday)->exited_on, CivilDay(2019, 12, 1));
  EXPECT_THAT(SetClass(household, {.household_class = H::kUnstable, .from = kToday}, kToday),
              Refused("RISK_DAY_REQUIRED"));
  EXPECT_THAT(ClearRisk(household, kToday, kToday), Refused("RISK_NOT_OPEN"));
  LADDER_ASSERT_OK_AND_ASSIGN(household, SetClass(household,
                                                  {.household_class = H::kUnstable,
                                                   .risk_on = CivilDay(2020, 2, 1),
                                                   .from = CivilDay(2020, 2, 10)},
                                                  kToday));
  EXPECT_THAT(ClearRisk(household, CivilDay(2020, 1, 31), kToday), Refused("DAY_OUT_OF_ORDER"));
  EXPECT_THAT(ClearRisk(household, kToday + 1, kToday), Refused("DAY_IN_FUTURE"));
  LADDER_ASSERT_OK_AND_ASSIGN(household, ClearRisk(household, CivilDay(2020, 5, 1), kToday));
  EXPECT_EQ(household.status.At(kToday)->risk_cleared_on, CivilDay(2020, 5, 1));
  EXPECT_EQ(household.status.At(kToday)->household_class, H::kUnstable)
      << "still a target household";
  EXPECT_EQ(household.status.At(CivilDay(2020, 2, 9))->household_class, H::kOutOfPoverty);
  EXPECT_EQ(household.root.version, 4);
  EXPECT_THAT(ClearRisk(household, kToday, kToday), Refused("RISK_NOT_OPEN"));
  EXPECT_THAT(SetClass(household, {.household_class = H::kNone, .from = kToday + 1}, kToday),
              Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(
      SetClass(household, {.household_class = H::kNone, .from = CivilDay(2018, 1, 1)}, kToday),
      Refused("DAY_OUT_OF_ORDER"));
}

TEST(ApplyPatchTest, ChangesWhatItNames) {
  const Household before = MakeHousehold(H::kRegisteredPoor);
  LADDER_ASSERT_OK_AND_ASSIGN(const Household after, ApplyPatch(before,
                                                                {.aid = HouseholdAid::kDibao,
                                                                 .registered = kMojiahe,
                                                                 .residence = kMojiahe,
                                                                 .relocated = true,
                                                                 .site = "莫家河",
                                                                 .from = kToday},
                                                                kToday));
  EXPECT_EQ(after.status.At(kToday)->aid, HouseholdAid::kDibao);
  EXPECT_EQ(after.status.At(kToday - 1)->aid, HouseholdAid::kNone);
  EXPECT_EQ(
      *after.home.At(kToday),
      (HouseholdHome{
          .registered = kMojiahe, .residence = kMojiahe, .relocated = true, .site = "莫家河"}));
  EXPECT_THAT(
      ApplyPatch(before, {.registered = DivisionCode::FromNumber(420625000000), .from = kToday},
                 kToday),
      Refused("DIVISION_NOT_COMMUNITY"));
  EXPECT_THAT(ApplyPatch(before, {.from = kToday + 1}, kToday), Refused("DAY_IN_FUTURE"));
}

RosterFacts Member(PrimaryClass c, Base base = Base::kLabourer) {
  return {.primary_class = c, .base = base};
}

TEST(HouseholdRulesTest, ZeroEmployment) {
  using P = PrimaryClass;
  EXPECT_TRUE(IsZeroEmployment({Member(P::kUSeeking), Member(P::kNStudent)}));
  EXPECT_TRUE(IsZeroEmployment({Member(P::kXUnknown)}));
  EXPECT_FALSE(IsZeroEmployment({Member(P::kUSeeking), Member(P::kEFarm)}));
  EXPECT_FALSE(IsZeroEmployment({Member(P::kUSeeking), Member(P::kELocalFirm, Base::kElderly)}));
  EXPECT_FALSE(IsZeroEmployment({Member(P::kNStudent), Member(P::kNCare)}));
  EXPECT_FALSE(IsZeroEmployment({Member(P::kUSeeking, Base::kOutside)}));
  EXPECT_FALSE(IsZeroEmployment({}));
}

TEST(HouseholdRulesTest, AllAbleUnemployed) {
  using P = PrimaryClass;
  EXPECT_TRUE(IsAllAbleUnemployed(
      {Member(P::kUUnwilling, Base::kOutside), Member(P::kNIncapable, Base::kOutside)}));
  EXPECT_FALSE(IsAllAbleUnemployed({Member(P::kUSeeking), Member(P::kEFlex)}));
  EXPECT_FALSE(IsAllAbleUnemployed({Member(P::kNIncapable)}));
}

TEST(HouseholdRulesTest, NinetyVerifiedDaysSecureAJob) {
  const auto secured = [](std::vector<SpellSpec> specs, CivilDay day) {
    Person person = MakePerson();
    for (const SpellSpec& spec : specs) person.spells.push_back(MakeSpell(spec));
    return IsJobSecured({Timeline<RosterFacts>(), Project(person, kRules)}, day);
  };
  constexpr CivilDay kFrom(2020, 1, 1);
  const SpellSpec kVerified = {.from = kFrom, .state = SpellState::kVerified};
  EXPECT_FALSE(secured({kVerified}, kFrom + 88));
  EXPECT_TRUE(secured({kVerified}, kFrom + 89));
  EXPECT_FALSE(secured({{.from = kFrom}}, kToday)) << "provisional";
  EXPECT_FALSE(secured(
      {{.form = EmploymentForm::kFarm, .from = kFrom, .state = SpellState::kVerified}}, kToday));
  SpellSpec first = kVerified, second = kVerified;
  first.to = kFrom + 44;
  second.id = 101;
  second.work = kGuangdong;
  second.from = kFrom + 45;
  EXPECT_TRUE(secured({first, second}, kFrom + 89)) << "without a gap";
  second.from = kFrom + 46;
  EXPECT_FALSE(secured({first, second}, kFrom + 89)) << "a day between";
}

}  // namespace
}  // namespace ladder::registry
