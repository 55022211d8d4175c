#include "registry-svc/domain/primary_class.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "registry-svc/domain/builders.h"

namespace ladder::registry {
namespace {

const ClassRules kRules;

std::string ClassOfFacts(const Standing& standing, LabourCapability capability, CivilDay birth,
                         const std::vector<EmploymentSpell>& spells, Sex sex = Sex::kMale) {
  return std::string(NameOf(Classify({.standing = standing,
                                      .capability = capability,
                                      .birth = birth,
                                      .retirement = RetirementOf(sex, RetirementBase::kWomen55),
                                      .spells = spells},
                                     kToday, kRules)
                                .value));
}

// Every row of docs/domain.md 3.1.
TEST(PrimaryClassTest, EveryClassOfTheTable) {
  using A = Activity;
  using C = ContactState;
  using F = EmploymentForm;
  using K = CarrierKind;
  using L = LabourCapability;
  using P = Presence;
  using W = Wish;
  struct Case {
    const char* expected;
    Standing standing = {};
    std::vector<SpellSpec> spells = {};
    LabourCapability capability = LabourCapability::kFull;
    CivilDay birth = CivilDay(1985, 3, 1);
  };
  const Case kCases[] = {
      {"E_LOCAL_FIRM", {}, {{.work = kGuodihu}}},
      {"E_LOCAL_FIRM", {}, {{.work = DivisionCode::FromNumber(420625000000)}}},
      {"E_OUT_COUNTY", {}, {{.work = kXiangyang}}},
      {"E_OUT_PROVINCE", {}, {{.work = kGuangdong}}},
      {"E_OUT_PROVINCE", {}, {{.work = kHongKong}}},
      {"E_WORKSHOP", {}, {{.carrier = K::kWorkshop}}},
      {"E_FACTORY", {}, {{.carrier = K::kFactory}}},
      {"E_FACTORY", {}, {{.carrier = K::kParkTextile}}},
      {"E_FAMILY_WORKSHOP", {}, {{.carrier = K::kFamilyWorkshop}}},
      {"E_WELFARE_POST", {}, {{.form = F::kWelfarePost}}},
      {"E_SELF", {}, {{.form = F::kSelf, .work = kGuangdong}}},
      {"E_FLEX", {}, {{.form = F::kFlex}}},
      {"E_FARM", {}, {{.form = F::kFarm}}},
      {"U_SEEKING", {.wish = W::kJob}},
      {"U_SEEKING", {}},                                        // nothing said
      {"U_SEEKING", {}, {{.form = F::kFlex, .flex_days = 9}}},  // too little
      {"U_SEEKING", {}, {{.state = SpellState::kWithdrawn}}},
      {"U_SEEKING", {}, {{.from = CivilDay(2019, 1, 1), .to = CivilDay(2020, 5, 31)}}},
      {"E_LOCAL_FIRM",
       {},
       {{.from = CivilDay(2019, 1, 1), .to = kToday}}},  // the last day still works
      {"U_SEEKING", {}, {{.from = kToday + 1}}},
      {"U_TRAIN_FIRST", {.wish = W::kTraining}},
      {"U_STARTUP", {.wish = W::kStartup}},
      {"U_UNWILLING", {.wish = W::kUnwilling}},
      {"N_STUDENT", {.activity = A::kStudent}},
      {"N_STUDENT", {.activity = A::kStudent}, {{}}},
      {"N_STUDENT", {.activity = A::kStudent}, {}, L::kNone},
      {"N_SOLDIER", {.activity = A::kSoldier}, {{}}},
      {"N_INCAPABLE", {}, {}, L::kLost},
      {"N_INCAPABLE", {}, {{}}, L::kNone},
      {"U_SEEKING", {}, {}, L::kWeak},
      {"N_RETIRED", {}, {}, L::kFull, CivilDay(1960, 6, 1)},
      {"U_SEEKING", {}, {}, L::kFull, CivilDay(1960, 6, 2)},  // sixty tomorrow
      {"N_RETIRED", {}, {{}}, L::kFull, CivilDay(1950, 1, 1)},
      {"E_LOCAL_FIRM", {}, {{.state = SpellState::kVerified}}, L::kFull, CivilDay(1950, 1, 1)},
      {"E_FARM",
       {},
       {{.id = 1, .contract = ContractKind::kFixedTerm},
        {.id = 2, .form = F::kFarm, .state = SpellState::kVerified}},
       L::kFull,
       CivilDay(1950, 1, 1)},  // only the verified one counts
      {"N_UNDER16", {}, {}, L::kFull, CivilDay(2004, 6, 2)},
      {"U_SEEKING", {}, {}, L::kFull, CivilDay(2004, 6, 1)},  // sixteen today
      {"N_UNDER16", {.activity = A::kStudent}, {{}}, L::kFull, CivilDay(2010, 1, 1)},
      {"N_CARE", {.activity = A::kCare}},
      {"N_CARE", {.contact = C::kLost, .activity = A::kCare}},
      {"E_LOCAL_FIRM", {.activity = A::kCare}, {{}}},
      {"X_UNKNOWN", {.contact = C::kLost}},
      {"X_UNKNOWN", {.contact = C::kLost}, {{}}},
      {"N_STUDENT", {.contact = C::kLost, .activity = A::kStudent}},
      {"X_MOVED", {.presence = P::kMoved}, {{}}},
      {"X_DECEASED", {.presence = P::kDeceased}, {{}}},
      {"X_DECEASED", {.presence = P::kDeceased}, {}, L::kFull, CivilDay(2010, 1, 1)},
      {"X_MERGED", {.presence = P::kMerged}},
  };
  for (const Case& c : kCases) {
    std::vector<EmploymentSpell> spells;
    for (const SpellSpec& spec : c.spells) spells.push_back(MakeSpell(spec));
    EXPECT_EQ(ClassOfFacts(c.standing, c.capability, c.birth, spells), c.expected)
        << "case " << (&c - kCases);
  }
  for (const PrimaryClass value : kAllClasses) {
    EXPECT_TRUE(std::any_of(std::begin(kCases), std::end(kCases),
                            [&](const Case& c) { return NameOf(value) == c.expected; }))
        << NameOf(value) << " has no case";
  }
}

// Adjacent pairs of 3.1's last paragraph, in both orders of the list.
TEST(PrimaryClassTest, OverlappingSpellsByRank) {
  const SpellSpec kOrder[] = {
      {.contract = ContractKind::kFixedTerm},
      {.work = kGuangdong},
      {.work = kXiangyang},
      {},
      {.form = EmploymentForm::kSelf},
      {.carrier = CarrierKind::kWorkshop},
      {.carrier = CarrierKind::kFactory},
      {.carrier = CarrierKind::kFamilyWorkshop},
      {.form = EmploymentForm::kFarm},
      {.form = EmploymentForm::kFlex},
      {.form = EmploymentForm::kWelfarePost},
  };
  for (size_t i = 0; i < std::size(kOrder); ++i) {
    for (size_t j = 0; j < std::size(kOrder); ++j) {
      if (i == j) continue;
      SpellSpec a = kOrder[i], b = kOrder[j];
      a.id = 1;
      b.id = 2;
      b.from = CivilDay(2020, 2, 2);
      EXPECT_EQ(Outranks(MakeSpell(a), MakeSpell(b), kRules), i < j) << i << " against " << j;
    }
  }
}

TEST(PrimaryClassTest, EqualRankGoesByLaterStartThenLowerId) {
  const EmploymentSpell early = MakeSpell({.id = 1, .from = CivilDay(2020, 1, 1)});
  const EmploymentSpell late = MakeSpell({.id = 9, .from = CivilDay(2020, 2, 1)});
  const EmploymentSpell twin = MakeSpell({.id = 5, .from = CivilDay(2020, 2, 1)});
  EXPECT_TRUE(Outranks(late, early, kRules));
  EXPECT_TRUE(Outranks(twin, late, kRules));
  EXPECT_FALSE(Outranks(late, twin, kRules));
  const std::vector<EmploymentSpell> spells = {early, late, twin};
  EXPECT_EQ(Classify({.birth = CivilDay(1985, 3, 1), .spells = spells}, kToday, kRules).spell->id,
            Id(5));
}

TEST(PrimaryClassTest, UpperAgeFollowsSexAndBase) {
  EXPECT_EQ(ClassOfFacts({}, LabourCapability::kFull, CivilDay(1965, 6, 1), {}, Sex::kFemale),
            "N_RETIRED");
  EXPECT_EQ(ClassOfFacts({}, LabourCapability::kFull, CivilDay(1965, 6, 2), {}, Sex::kFemale),
            "U_SEEKING");
  EXPECT_EQ(ClassOfFacts({}, LabourCapability::kFull, CivilDay(1965, 6, 1), {}, Sex::kNotStated),
            "U_SEEKING");
  EXPECT_EQ(RetirementOf(Sex::kFemale, RetirementBase::kWomen50), RetirementBase::kWomen50);
  EXPECT_EQ(RetirementOf(Sex::kMale, RetirementBase::kWomen50), RetirementBase::kMen60);
}

TEST(PrimaryClassTest, GroupsCoverEveryClassOnce) {
  for (const PrimaryClass c : kAllClasses) {
    const int groups = IsEmployed(c) + IsUnemployed(c) + IsOutsideLabourForce(c) + IsGone(c) +
                       (c == PrimaryClass::kXUnknown);
    EXPECT_EQ(groups, 1) << NameOf(c);
  }
}

}  // namespace
}  // namespace ladder::registry
