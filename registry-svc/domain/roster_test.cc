#include "registry-svc/domain/roster.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "registry-svc/domain/builders.h"

namespace ladder::registry {
namespace {

const ClassRules kRules;

TEST(RosterTest, TheBaseByItsDefinition) {
  struct Case {
    const char* what;
    PersonSpec person;
    std::vector<SpellSpec> spells;
    Base base;
  };
  const Case kCases[] = {
      {"a labourer of a poor household", {}, {}, Base::kLabourer},
      {"of a household out of poverty",
       {.household = HouseholdClass::kOutOfPoverty},
       {},
       Base::kLabourer},
      {"of a monitored household", {.household = HouseholdClass::kMarginal}, {}, Base::kLabourer},
      {"of no target household", {.household = HouseholdClass::kNone}, {}, Base::kOutside},
      {"of no household", {.household = std::nullopt}, {}, Base::kOutside},
      {"dead", {.standing = {.presence = Presence::kDeceased}}, {}, Base::kOutside},
      {"merged", {.standing = {.presence = Presence::kMerged}}, {}, Base::kOutside},
      {"moved", {.standing = {.presence = Presence::kMoved}}, {}, Base::kOutside},
      {"out of contact", {.standing = {.contact = ContactState::kLost}}, {}, Base::kLabourer},
      {"a student", {.standing = {.activity = Activity::kStudent}}, {}, Base::kLabourer},
      {"sixteen tomorrow", {.birth = CivilDay(2004, 6, 2)}, {}, Base::kOutside},
      {"sixteen today", {.birth = CivilDay(2004, 6, 1)}, {}, Base::kLabourer},
      {"a man of sixty tomorrow", {.birth = CivilDay(1960, 6, 2)}, {}, Base::kLabourer},
      {"a man of sixty today", {.birth = CivilDay(1960, 6, 1)}, {}, Base::kOutside},
      {"a woman of 55", {.birth = CivilDay(1965, 6, 1), .sex = Sex::kFemale}, {}, Base::kOutside},
      {"elderly with a provisional spell", {.birth = CivilDay(1955, 1, 1)}, {{}}, Base::kOutside},
      {"elderly with a verified spell",
       {.birth = CivilDay(1955, 1, 1)},
       {{.state = SpellState::kVerified}},
       Base::kElderly},
      {"weak", {.capability = LabourCapability::kWeak}, {}, Base::kLabourer},
      {"skilled", {.capability = LabourCapability::kSkilled}, {}, Base::kLabourer},
      {"lost the ability", {.capability = LabourCapability::kLost}, {}, Base::kOutside},
      {"never able", {.capability = LabourCapability::kNone}, {}, Base::kOutside},
      {"capability not known", {.capability = LabourCapability::kUnspecified}, {}, Base::kOutside},
  };
  for (const Case& c : kCases) {
    Person person = MakePerson(c.person);
    for (const SpellSpec& spec : c.spells) person.spells.push_back(MakeSpell(spec));
    EXPECT_EQ(RosterFactsOn(person, kToday, kRules).base, c.base) << c.what;
  }
}

TEST(RosterTest, SchoolLeaversByTheirDefinition) {
  const PersonSpec kLeaver = {
      .birth = CivilDay(2003, 1, 1), .education = 71, .left_school_on = CivilDay(2019, 7, 1)};
  const auto is_leaver = [](const PersonSpec& spec) {
    return RosterFactsOn(MakePerson(spec), kToday, kRules).school_leaver;
  };
  const auto with = [&](auto change) {
    PersonSpec spec = kLeaver;
    change(spec);
    return spec;
  };
  EXPECT_TRUE(is_leaver(kLeaver));
  EXPECT_TRUE(is_leaver(with([](auto& s) { s.education = 61; })));   // senior high
  EXPECT_FALSE(is_leaver(with([](auto& s) { s.education = 31; })));  // went on to college
  EXPECT_FALSE(is_leaver(with([](auto& s) { s.education = 81; })));
  EXPECT_FALSE(is_leaver(with([](auto& s) { s.left_school_on.reset(); })));
  EXPECT_TRUE(is_leaver(with([](auto& s) { s.left_school_on = CivilDay(2017, 6, 1); })));
  EXPECT_FALSE(is_leaver(with([](auto& s) { s.left_school_on = CivilDay(2017, 5, 31); })));
  EXPECT_TRUE(
      is_leaver(with([](auto& s) { s.birth = CivilDay(2005, 6, 1); })));  // fifteen, not in L
  EXPECT_FALSE(is_leaver(with([](auto& s) { s.birth = CivilDay(2005, 6, 2); })));
  EXPECT_TRUE(is_leaver(with([](auto& s) { s.birth = CivilDay(1995, 6, 2); })));
  EXPECT_FALSE(is_leaver(with([](auto& s) { s.birth = CivilDay(1995, 6, 1); })));  // twenty-five
  EXPECT_FALSE(is_leaver(with([](auto& s) { s.standing.activity = Activity::kStudent; })));
  EXPECT_FALSE(is_leaver(with([](auto& s) { s.standing.activity = Activity::kSoldier; })));
  EXPECT_FALSE(is_leaver(with([](auto& s) { s.household = HouseholdClass::kNone; })));
  EXPECT_FALSE(is_leaver(with([](auto& s) { s.standing.presence = Presence::kMoved; })));
}

TEST(RosterTest, IntentionsAndTrainingNeeds) {
  const RosterFacts labourer = {.primary_class = PrimaryClass::kUSeeking, .base = Base::kLabourer};
  const RosterFacts leaver = {.primary_class = PrimaryClass::kNUnder16, .school_leaver = true};
  const RosterFacts elder = {.primary_class = PrimaryClass::kEFarm, .base = Base::kElderly};
  using K = IntentionKind;
  using S = IntentionState;
  for (const K kind : {K::kJob, K::kStartup, K::kInternship, K::kTraining}) {
    for (const S state : {S::kOpen, S::kMatched, S::kMet, S::kWithdrawn}) {
      const bool live = state == S::kOpen || state == S::kMatched;
      EXPECT_EQ(InIntentions(labourer, kind, state, false), kind != K::kTraining && live);
      EXPECT_EQ(InTrainingNeeds(labourer, kind, state, false),
                kind == K::kTraining && state == S::kOpen);
      EXPECT_EQ(InTrainingNeeds(leaver, kind, state, false),
                kind == K::kTraining && state == S::kOpen);
      EXPECT_FALSE(InIntentions(leaver, kind, state, true));
      EXPECT_FALSE(InIntentions(elder, kind, state, false));
      EXPECT_EQ(InIntentions(elder, kind, state, true), kind != K::kTraining && live);
    }
  }
}

TEST(ProjectionTest, HoldsTheBirthdaysToCome) {
  // A girl of 14 in a poor household: 15 (nothing changes), 16, and the upper age, which the rise
  // of 2025 delays.
  const Person person = MakePerson({.birth = CivilDay(2006, 2, 3), .sex = Sex::kFemale});
  const Timeline<RosterFacts> days = Project(person, kRules);
  ASSERT_EQ(days.periods().size(), 3u);
  EXPECT_EQ(days.periods()[0].from, CivilDay(2019, 1, 1));
  EXPECT_EQ(days.periods()[0].value.primary_class, PrimaryClass::kNUnder16);
  EXPECT_EQ(days.periods()[0].value.base, Base::kOutside);
  EXPECT_EQ(days.periods()[1].from, CivilDay(2022, 2, 3));
  EXPECT_EQ(days.periods()[1].value.primary_class, PrimaryClass::kUSeeking);
  EXPECT_EQ(days.periods()[1].value.base, Base::kLabourer);
  EXPECT_EQ(days.periods()[2].from, RetirementDay(CivilDay(2006, 2, 3), RetirementBase::kWomen55));
  EXPECT_EQ(days.periods()[2].value.primary_class, PrimaryClass::kNRetired);
  EXPECT_EQ(days.periods()[2].to, kForever);
}

class RandomPerson {
 public:
  explicit RandomPerson(unsigned seed) : random_(seed) {}

  Person Make() {
    Person person = MakePerson({.birth = CivilDay(2020, 1, 1) - Below(75 * 365) - 400,
                                .sex = Pick({Sex::kMale, Sex::kFemale, Sex::kUnknown}),
                                .capability = static_cast<LabourCapability>(Below(6)),
                                .education = Pick({61, 71, 81, 31}),
                                .household = std::nullopt});
    for (int id : {1000, 1001}) {
      Household household =
          MakeHousehold(static_cast<HouseholdClass>(1 + Below(6)), CivilDay(2018, 1, 1), id);
      HouseholdStatus status = {.household_class = static_cast<HouseholdClass>(1 + Below(6))};
      household.status.Set(Day(), status);
      person.households[household.root.id] = household.status;
      person.membership.Set(Day(), {.household = household.root.id});
    }
    for (int i = Below(4); i > 0; --i)
      person.standing.SetField(&Standing::activity, Day(), static_cast<Activity>(1 + Below(4)));
    for (int i = Below(3); i > 0; --i)
      person.standing.SetField(&Standing::wish, Day(), static_cast<Wish>(Below(5)));
    for (int i = Below(3); i > 0; --i)
      person.standing.SetField(&Standing::contact, Day(), static_cast<ContactState>(1 + Below(2)));
    if (Below(5) == 0)
      person.standing.SetField(&Standing::presence, Day(), static_cast<Presence>(2 + Below(3)));
    for (int i = Below(3); i > 0; --i)
      person.profile.SetField(&Profile::capability, Day(), static_cast<LabourCapability>(Below(6)));
    if (Below(2) == 0)
      person.profile.SetField(&Profile::left_school_on, CivilDay(2019, 1, 1), std::optional(Day()));
    for (int i = Below(4); i > 0; --i) person.spells.push_back(Spell(i));
    return person;
  }
  CivilDay Day() { return CivilDay(2019, 1, 1) + Below(900); }

 private:
  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  template <typename T>
  T Pick(std::initializer_list<T> choices) {
    return *(choices.begin() + Below(static_cast<int>(choices.size())));
  }
  EmploymentSpell Spell(int id) {
    const CivilDay from = Day();
    return MakeSpell(
        {.id = id,
         .form = Pick({EmploymentForm::kEmployee, EmploymentForm::kSelf, EmploymentForm::kFlex,
                       EmploymentForm::kWelfarePost, EmploymentForm::kFarm}),
         .carrier = static_cast<CarrierKind>(Below(8)),
         .work = Pick({kGuodihu, kXiangyang, kGuangdong}),
         .from = from,
         .to = Below(2) == 0 ? kForever : from + Below(300),
         .contract = static_cast<ContractKind>(Below(2)),
         .state = static_cast<SpellState>(1 + Below(3)),
         .flex_days = Below(20)});
  }
  std::mt19937 random_;
};

// Whatever the facts: exactly one class a day, X_ only where it was stated, |L| = |E| + |U| + |N|,
// and the projection says of every day what the facts say.
TEST(ProjectionTest, AgreesWithTheFactsOnEveryDay) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  RandomPerson random(seed);
  for (int round = 0; round < 300; ++round) {
    const Person person = random.Make();
    const Timeline<RosterFacts> days = Project(person, kRules);
    for (int i = 0; i < 40; ++i) {
      const CivilDay day = i % 8 == 0 ? CivilDay(2019, 1, 1) + i * 400 : random.Day();
      const RosterFacts facts = RosterFactsOn(person, day, kRules);
      ASSERT_NE(days.At(day), nullptr);
      ASSERT_EQ(*days.At(day), facts) << FormatDay(day);
      ASSERT_NE(facts.primary_class, PrimaryClass::kUnspecified);
      const Standing& standing = *person.standing.At(day);
      ASSERT_EQ(IsGone(facts.primary_class), standing.presence != Presence::kListed);
      if (facts.primary_class == PrimaryClass::kXUnknown) {
        ASSERT_EQ(standing.contact, ContactState::kLost);
      }
      for (const bool elderly : {false, true}) {
        ASSERT_EQ(InBase(facts, elderly), InEmployed(facts, elderly) +
                                              InUnemployed(facts, elderly) +
                                              InNotInLabourForce(facts, elderly));
      }
    }
    for (size_t i = 1; i < days.periods().size(); ++i) {
      ASSERT_EQ(days.periods()[i - 1].to, days.periods()[i].from) << "no day is missing";
      ASSERT_NE(days.periods()[i - 1].value, days.periods()[i].value) << "no cut without a change";
    }
  }
}

}  // namespace
}  // namespace ladder::registry
