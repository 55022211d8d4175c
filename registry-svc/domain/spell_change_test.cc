#include "registry-svc/domain/spell_change.h"

#include "platform/testing/status_matchers.h"
#include "registry-svc/domain/builders.h"

namespace ladder::registry {
namespace {

const ClassRules kRules;

std::string ClassName(const Person& person, CivilDay day = kToday) {
  return std::string(NameOf(ClassOn(person, day, kRules).value));
}

TEST(StartSpellTest, RefusalsInOrder) {
  struct Case {
    const char* what;
    PersonSpec person;
    SpellSpec spell;
    const char* reason;
  };
  using F = EmploymentForm;
  const Case kCases[] = {
      {"form missing", {}, {.form = F::kUnspecified}, "SPELL_INCOMPLETE"},
      {"place missing", {}, {.work = DivisionCode()}, "SPELL_INCOMPLETE"},
      {"ends before it starts",
       {},
       {.from = CivilDay(2020, 2, 1), .to = CivilDay(2020, 1, 31)},
       "DAY_OUT_OF_ORDER"},
      {"too little day work", {}, {.form = F::kFlex, .flex_days = 9}, "FLEX_WORK_TOO_LITTLE"},
      {"starts tomorrow", {}, {.from = kToday + 1}, "DAY_IN_FUTURE"},
      {"ends tomorrow", {}, {.to = kToday + 1}, "DAY_IN_FUTURE"},
      {"a child", {.birth = CivilDay(2004, 1, 2)}, {.from = CivilDay(2020, 1, 1)}, "CHILD_LABOUR"},
      {"the sixteenth birthday",
       {.birth = CivilDay(2004, 1, 1)},
       {.from = CivilDay(2020, 1, 1)},
       ""},
      {"dead", {.standing = {.presence = Presence::kDeceased}}, {}, "STATE_CONFLICT"},
      {"a student", {.standing = {.activity = Activity::kStudent}}, {}, "STATE_CONFLICT"},
      {"retired", {.birth = CivilDay(1955, 1, 1)}, {}, "STATE_CONFLICT"},
      {"out of contact", {.standing = {.contact = ContactState::kLost}}, {}, "STATE_CONFLICT"},
      {"a carer", {.standing = {.activity = Activity::kCare}}, {}, ""},
      {"a carer is no founder",
       {.standing = {.activity = Activity::kCare}},
       {.form = F::kSelf},
       "STATE_CONFLICT"},
      {"told by the survey that registered",
       {.birth = CivilDay(1955, 1, 1)},
       {.from = CivilDay(2014, 1, 1)},
       ""},
      {"unemployed", {}, {}, ""},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(
        ReasonOf(StartSpell(MakePerson(c.person), MakeSpell(c.spell), kToday, kRules).status()),
        c.reason)
        << c.what;
  }
  Person worker = MakePerson();
  worker.spells = {MakeSpell()};
  EXPECT_THAT(StartSpell(worker, MakeSpell({.id = 101, .work = kGuangdong}), kToday, kRules),
              IsOk());
  EXPECT_THAT(StartSpell(worker, MakeSpell({.id = 101, .form = F::kWelfarePost}), kToday, kRules),
              Refused("STATE_CONFLICT"));
}

TEST(StartSpellTest, OneIdIsOneSpell) {
  Person worker = MakePerson();
  worker.spells = {MakeSpell()};
  EXPECT_EQ(ReasonOf(StartSpell(worker, worker.spells[0], kToday, kRules).status()),
            "ALREADY_EXISTS");
}

TEST(StartSpellTest, ACarerWhoWorkedIsUnemployedAfterwards) {
  LADDER_ASSERT_OK_AND_ASSIGN(Person person,
                              StartSpell(MakePerson({.standing = {.activity = Activity::kCare}}),
                                         MakeSpell(), kToday, kRules));
  EXPECT_EQ(ClassName(person), "E_LOCAL_FIRM");
  EXPECT_EQ(ClassName(person, CivilDay(2019, 12, 31)), "N_CARE");
  LADDER_ASSERT_OK_AND_ASSIGN(
      person, EndSpell(person, Id(100), CivilDay(2020, 5, 1), EndReason::kQuit, kToday, kRules));
  EXPECT_EQ(ClassName(person), "U_SEEKING");
}

TEST(EndSpellTest, TheClassIsRecomputedFromTheRemainingSpells) {
  Person person = MakePerson({.standing = {.wish = Wish::kUnwilling}});
  person.spells = {MakeSpell({.id = 1, .work = kGuangdong}),
                   MakeSpell({.id = 2, .form = EmploymentForm::kFarm})};
  LADDER_ASSERT_OK_AND_ASSIGN(const Person once, EndSpell(person, Id(1), CivilDay(2020, 5, 1),
                                                          EndReason::kExpired, kToday, kRules));
  EXPECT_EQ(ClassName(once, CivilDay(2020, 5, 1)), "E_OUT_PROVINCE");
  EXPECT_EQ(ClassName(once), "E_FARM");
  LADDER_ASSERT_OK_AND_ASSIGN(const Person twice, EndSpell(once, Id(2), CivilDay(2020, 5, 2),
                                                           EndReason::kQuit, kToday, kRules));
  EXPECT_EQ(ClassName(twice), "U_SEEKING") << "a job lost is a job sought";
}

TEST(EndSpellTest, Refusals) {
  Person person = MakePerson();
  person.spells = {MakeSpell({.id = 1}), MakeSpell({.id = 2, .to = CivilDay(2020, 2, 1)}),
                   MakeSpell({.id = 3, .state = SpellState::kWithdrawn})};
  const auto end = [&](int id, CivilDay day) {
    return EndSpell(person, Id(id), day, EndReason::kQuit, kToday, kRules);
  };
  EXPECT_THAT(end(9, kToday), Refused("NOT_FOUND"));
  EXPECT_THAT(end(3, kToday), Refused("SPELL_CLOSED"));
  EXPECT_THAT(end(2, kToday), Refused("SPELL_CLOSED"));
  EXPECT_THAT(end(1, kToday + 1), Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(end(1, CivilDay(2019, 12, 31)), Refused("DAY_OUT_OF_ORDER"));
  EXPECT_THAT(end(1, kToday), IsOk());
}

TEST(VerifySpellTest, ProvesItPastTheUpperAge) {
  Person person = MakePerson({.birth = CivilDay(1955, 1, 1)});
  person.spells = {MakeSpell()};
  EXPECT_EQ(ClassName(person), "N_RETIRED");
  LADDER_ASSERT_OK_AND_ASSIGN(
      person,
      VerifySpell(person, Id(100), {.evidence = EvidenceKind::kContract, .by = "users/x"}, kRules));
  EXPECT_EQ(ClassName(person), "E_LOCAL_FIRM");
  LADDER_ASSERT_OK_AND_ASSIGN(person, WithdrawSpell(person, Id(100)));
  EXPECT_EQ(ClassName(person), "N_RETIRED");
  EXPECT_THAT(WithdrawSpell(person, Id(100)), Refused("SPELL_CLOSED"));
  EXPECT_THAT(VerifySpell(person, Id(100), {}, kRules), Refused("SPELL_CLOSED"));
  EXPECT_THAT(VerifySpell(person, Id(9), {}, kRules), Refused("NOT_FOUND"));
}

TEST(CorrectSpellTest, TakesTheVersionsPlaceAndMustBeProvedAgain) {
  Person person = MakePerson();
  person.spells = {MakeSpell({.state = SpellState::kVerified})};
  person.spells[0].source = Id(55);
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Person after,
      CorrectSpell(person, MakeSpell({.work = kXiangyang, .from = CivilDay(2019, 7, 1)}), kToday,
                   kRules));
  EXPECT_EQ(ClassName(after, CivilDay(2019, 7, 1)), "E_OUT_COUNTY");
  EXPECT_EQ(after.spells[0].state, SpellState::kProvisional);
  EXPECT_EQ(FindSpellOfSource(after, Id(55)), &after.spells[0]);
  EXPECT_EQ(FindSpell(after, Id(9)), nullptr);
  const auto edits = Diff(person.spells, after.spells);
  EXPECT_EQ(edits.close, person.spells);
  EXPECT_EQ(edits.insert, after.spells);
  EXPECT_THAT(CorrectSpell(person, MakeSpell({.from = CivilDay(2001, 2, 28)}), kToday, kRules),
              Refused("CHILD_LABOUR"));
  EXPECT_THAT(CorrectSpell(person, MakeSpell({.id = 9}), kToday, kRules), Refused("NOT_FOUND"));
}

}  // namespace
}  // namespace ladder::registry
