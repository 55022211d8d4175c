#include "registry-svc/domain/person_change.h"

#include <functional>

#include "platform/testing/status_matchers.h"
#include "registry-svc/domain/builders.h"
#include "registry-svc/domain/roster.h"

namespace ladder::registry {
namespace {

const ClassRules kRules;
constexpr CivilDay kStart(2020, 3, 1);

std::string ClassName(const Person& person, CivilDay day = kToday) {
  return std::string(NameOf(ClassOn(person, day, kRules).value));
}

TEST(RegisterTest, Refusals) {
  const auto with = [](auto change) {
    NewPerson facts = {
        .id = Id(1),
        .identity = {.name = *ParsePersonName("李明"), .birth = CivilDay(1985, 3, 1)},
        .home = {.registered = kHujiajing, .residence = kGuodihu},
        .from = kToday};
    change(facts);
    return Register(facts, kToday);
  };
  EXPECT_THAT(with([](auto&) {}), IsOk());
  EXPECT_THAT(with([](auto& f) { f.from = kToday + 1; }), Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(with([](auto& f) { f.identity.birth = kToday + 1; }), Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(with([](auto& f) { f.home.registered = DivisionCode::FromNumber(420625100000); }),
              Refused("DIVISION_NOT_COMMUNITY"));
  EXPECT_THAT(with([](auto& f) { f.home.residence = DivisionCode(); }),
              Refused("DIVISION_NOT_COMMUNITY"));
}

TEST(ApplyPatchTest, ChangesWhatItNamesAndOneVersion) {
  const Person before = MakePerson();
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Person after,
      ApplyPatch(before, {.from = kStart, .name = *ParsePersonName("李鸣"), .veteran = true},
                 kToday, kRules));
  EXPECT_EQ(after.root.version, before.root.version + 1);
  EXPECT_EQ(after.identity.At(kStart)->name.value(), "李鸣");
  EXPECT_EQ(after.identity.At(kStart - 1)->name.value(), "李明");
  EXPECT_TRUE(after.profile.At(kToday)->veteran);
  EXPECT_EQ(after.home, before.home);
  EXPECT_EQ(after.standing, before.standing);
}

TEST(ApplyPatchTest, AWrongBirthWasWrongFromTheFirstDay) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Person after,
      ApplyPatch(MakePerson(), {.from = kToday, .birth = CivilDay(2010, 1, 1)}, kToday, kRules));
  EXPECT_EQ(ClassName(after, CivilDay(2019, 1, 1)), "N_UNDER16");
}

TEST(ApplyPatchTest, EveryEventOfStandingAndCapability) {
  struct Case {
    const char* what;
    PersonSpec before;
    PersonPatch patch;
    const char* after;
    const char* reason = "";
  };
  using A = Activity;
  using L = LabourCapability;
  const Case kCases[] = {
      {"surveyed", {}, {.wish = Wish::kTraining}, "U_TRAIN_FIRST"},
      {"unwilling", {}, {.wish = Wish::kUnwilling}, "U_UNWILLING"},
      {"enrolled", {}, {.activity = A::kStudent}, "N_STUDENT"},
      {"graduated", {.standing = {.activity = A::kStudent}}, {.activity = A::kNone}, "U_SEEKING"},
      {"enlisted", {}, {.activity = A::kSoldier}, "N_SOLDIER"},
      {"discharged", {.standing = {.activity = A::kSoldier}}, {.activity = A::kNone}, "U_SEEKING"},
      {"carer", {}, {.activity = A::kCare}, "N_CARE"},
      {"carer no more", {.standing = {.activity = A::kCare}}, {.activity = A::kNone}, "U_SEEKING"},
      {"incapable", {}, {.capability = L::kLost}, "N_INCAPABLE"},
      {"capable again", {.capability = L::kLost}, {.capability = L::kWeak}, "U_SEEKING"},
      {"contact lost", {}, {.contact = ContactState::kLost}, "X_UNKNOWN"},
      {"reached again",
       {.standing = {.contact = ContactState::kLost}},
       {.contact = ContactState::kReached},
       "U_SEEKING"},
      {"a student is not missed",
       {.standing = {.activity = A::kStudent}},
       {.contact = ContactState::kLost},
       "N_STUDENT",
       "STATE_CONFLICT"},
      {"the dead stay",
       {.standing = {.presence = Presence::kDeceased}},
       {.wish = Wish::kJob},
       "X_DECEASED",
       "STATE_CONFLICT"},
      {"the merged stay",
       {.standing = {.presence = Presence::kMerged}},
       {.wish = Wish::kJob},
       "X_MERGED",
       "STATE_CONFLICT"},
      {"who left stays away",
       {.standing = {.presence = Presence::kMoved}},
       {.wish = Wish::kJob},
       "X_MOVED",
       "STATE_CONFLICT"},
  };
  for (const Case& c : kCases) {
    const Person before = MakePerson(c.before);
    PersonPatch patch = c.patch;
    patch.from = kStart;
    const absl::StatusOr<Person> after = ApplyPatch(before, patch, kToday, kRules);
    EXPECT_EQ(ReasonOf(after.status()), c.reason) << c.what;
    EXPECT_EQ(ClassName(after.ok() ? *after : before), c.after) << c.what;
  }
  EXPECT_THAT(ApplyPatch(MakePerson(), {.from = kToday + 1}, kToday, kRules),
              Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(ApplyPatch(MakePerson(), {.from = CivilDay(2018, 12, 31)}, kToday, kRules),
              Refused("DAY_OUT_OF_ORDER"));
}

TEST(ApplyPatchTest, DeclaredSkillsAreTheListGiven) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      Person person,
      ApplyPatch(MakePerson(),
                 {.from = kStart, .declared_skills = std::vector<std::string>{"BAKING", "SEWING"}},
                 kToday, kRules));
  person = GainSkill(
      person,
      {.code = "SEWING", .level = Certificate::kLevel5, .certificate = Id(7), .from = kStart});
  LADDER_ASSERT_OK_AND_ASSIGN(
      person,
      ApplyPatch(person, {.from = kToday, .declared_skills = std::vector<std::string>{"BAKING"}},
                 kToday, kRules));
  EXPECT_EQ(person.skills, (std::vector<Skill>{{.code = "BAKING", .from = kStart},
                                               {.code = "SEWING", .from = kStart, .to = kToday},
                                               {.code = "SEWING",
                                                .level = Certificate::kLevel5,
                                                .certificate = Id(7),
                                                .from = kStart}}));
}

TEST(SkillTest, ACertificateCountsOnceAndUntilItIsRevoked) {
  const Skill skill = {
      .code = "BAKING", .level = Certificate::kCompletion, .certificate = Id(7), .from = kStart};
  Person person = GainSkill(MakePerson(), skill);
  EXPECT_EQ(GainSkill(person, skill).root.version, person.root.version);
  person = LoseSkill(person, Id(7), kToday);
  EXPECT_EQ(person.skills[0].to, kToday);
  EXPECT_EQ(LoseSkill(person, Id(7), kToday).root.version, person.root.version);
}

TEST(RelocateTest, MovesOneDivisionOrBothAndKeepsWhereThePersonWas) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Person after,
      Relocate(MakePerson(), {.residence = kMojiahe, .from = kStart}, kToday, kRules));
  EXPECT_EQ(*after.home.At(kStart - 1), (Home{kHujiajing, kHujiajing}));
  EXPECT_EQ(*after.home.At(kStart), (Home{kHujiajing, kMojiahe}));
  EXPECT_THAT(Relocate(after, {.residence = DivisionCode::FromNumber(420625000000), .from = kStart},
                       kToday, kRules),
              Refused("DIVISION_NOT_COMMUNITY"));
  EXPECT_THAT(Relocate(MakePerson({.standing = {.presence = Presence::kDeceased}}),
                       {.residence = kMojiahe, .from = kStart}, kToday, kRules),
              Refused("STATE_CONFLICT"));
}

TEST(RecordDeathTest, StopsEverythingOnTheDay) {
  Person person = MakePerson();
  person.spells = {MakeSpell({.id = 1}), MakeSpell({.id = 2, .from = CivilDay(2020, 5, 1)}),
                   MakeSpell({.id = 3, .to = CivilDay(2020, 2, 1)})};
  person.standing.SetField(&Standing::wish, CivilDay(2020, 5, 1), Wish::kStartup);
  LADDER_ASSERT_OK_AND_ASSIGN(const Person after,
                              RecordDeath(person, CivilDay(2020, 4, 1), kToday, kRules));
  EXPECT_EQ(ClassName(after, CivilDay(2020, 3, 31)), "E_LOCAL_FIRM");
  EXPECT_EQ(ClassName(after, CivilDay(2020, 4, 1)), "X_DECEASED");
  EXPECT_EQ(after.standing.periods().back().from, CivilDay(2020, 4, 1));
  EXPECT_EQ(after.spells[0].ended_on, CivilDay(2020, 4, 1));
  EXPECT_EQ(after.spells[1].state, SpellState::kWithdrawn);
  EXPECT_EQ(after.spells[2].ended_on, CivilDay(2020, 2, 1));
  EXPECT_THAT(RecordDeath(after, kToday, kToday, kRules), Refused("STATE_CONFLICT"));
  EXPECT_THAT(StartSpell(after, MakeSpell({.from = CivilDay(2020, 5, 1)}), kToday, kRules),
              Refused("STATE_CONFLICT"));
  EXPECT_THAT(RecordDeath(person, kToday + 1, kToday, kRules), Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(RecordDeath(person, CivilDay(2018, 1, 1), kToday, kRules),
              Refused("DAY_OUT_OF_ORDER"));
}

TEST(MoveOutTest, OnlyMovingInLeadsBack) {
  LADDER_ASSERT_OK_AND_ASSIGN(const Person away, MoveOut(MakePerson(), kStart, kToday, kRules));
  EXPECT_EQ(ClassName(away), "X_MOVED");
  EXPECT_THAT(MoveOut(away, kToday, kToday, kRules), Refused("STATE_CONFLICT"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Person back, MoveIn(away, kToday, kToday, kRules));
  EXPECT_EQ(ClassName(back), "U_SEEKING");
  EXPECT_EQ(ClassName(back, kToday - 1), "X_MOVED");
  EXPECT_THAT(MoveIn(back, kToday, kToday, kRules), Refused("STATE_CONFLICT"));
}

TEST(IntentionTest, MovesTheClassOfWhoHasNoWorkAndOfNobodyElse) {
  const Person idle = MakePerson({.standing = {.wish = Wish::kUnwilling}});
  LADDER_ASSERT_OK_AND_ASSIGN(const Person learner, IntentionOpened(idle, IntentionKind::kTraining,
                                                                    kStart, kToday, kRules));
  EXPECT_EQ(ClassName(learner), "U_TRAIN_FIRST");
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Person seeker,
      IntentionOpened(learner, IntentionKind::kInternship, kStart, kToday, kRules));
  EXPECT_EQ(ClassName(seeker), "U_SEEKING");
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Person founder,
      IntentionWithdrawn(seeker, IntentionKind::kStartup, kToday, kToday, kRules));
  EXPECT_EQ(ClassName(founder), "U_STARTUP");
  LADDER_ASSERT_OK_AND_ASSIGN(const Person unwilling,
                              IntentionWithdrawn(founder, std::nullopt, kToday, kToday, kRules));
  EXPECT_EQ(ClassName(unwilling), "U_UNWILLING");

  Person worker = MakePerson();
  worker.spells = {MakeSpell()};
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Person same, IntentionOpened(worker, IntentionKind::kTraining, kStart, kToday, kRules));
  EXPECT_EQ(same.root.version, worker.root.version);
  EXPECT_THAT(IntentionOpened(MakePerson({.standing = {.presence = Presence::kMoved}}),
                              IntentionKind::kJob, kStart, kToday, kRules),
              Refused("STATE_CONFLICT"));
}

TEST(HouseholdMembershipTest, OneHouseholdPerDay) {
  const Household first =
      MakeHousehold(HouseholdClass::kRegisteredPoor, CivilDay(2019, 1, 1), 1000);
  const Household second = MakeHousehold(HouseholdClass::kNone, CivilDay(2019, 1, 1), 1001);
  const Person single = MakePerson({.household = std::nullopt});
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Person joined, JoinHousehold(single, second, 20, CivilDay(2020, 2, 1), kToday, kRules));
  EXPECT_THAT(JoinHousehold(joined, first, 2, kStart, kToday, kRules), Refused("MEMBER_ELSEWHERE"));
  // A back-dated membership ends where the later one begins.
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Person both, JoinHousehold(joined, first, 2, CivilDay(2019, 6, 1), kToday, kRules));
  EXPECT_EQ(RosterFactsOn(both, CivilDay(2020, 1, 31), kRules).household_class,
            HouseholdClass::kRegisteredPoor);
  EXPECT_EQ(RosterFactsOn(both, CivilDay(2020, 2, 1), kRules).household_class,
            HouseholdClass::kNone);
  EXPECT_THAT(LeaveHousehold(both, Id(1000), kToday, kToday), Refused("NOT_A_MEMBER"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Person left, LeaveHousehold(both, Id(1001), kToday, kToday));
  EXPECT_EQ(left.membership.At(kToday), nullptr);
  EXPECT_NE(left.membership.At(kToday - 1), nullptr);
  EXPECT_THAT(LeaveHousehold(both, Id(1001), kToday + 1, kToday), Refused("DAY_IN_FUTURE"));
}

}  // namespace
}  // namespace ladder::registry
