#include "registry-svc/storage/persons.h"

#include <algorithm>
#include <set>
#include <thread>

#include "registry-svc/domain/roster.h"
#include "registry-svc/storage/builders.h"
#include "registry-svc/storage/person_tables.h"
#include "registry-svc/storage/scope_rows.h"
#include "registry-svc/storage/spells.h"

namespace ladder::registry {
namespace {

class PersonsTest : public StorageTest {
 protected:
  Person Lock(const Ulid& id) {
    return *Run([&](mysql::Transaction& tx) { return LockPerson(tx, id, kEveryone, kToday); });
  }
};

void ExpectSame(const Person& a, const Person& b) {
  EXPECT_EQ(a.root.version, b.root.version);
  EXPECT_EQ(a.phones, b.phones);
  EXPECT_EQ(a.identity, b.identity);
  EXPECT_EQ(a.home, b.home);
  EXPECT_EQ(a.profile, b.profile);
  EXPECT_EQ(a.standing, b.standing);
  EXPECT_EQ(a.membership, b.membership);
  EXPECT_EQ(a.spells, b.spells);
  EXPECT_EQ(a.skills, b.skills);
  EXPECT_EQ(a.documents, b.documents);
  EXPECT_EQ(a.households, b.households);
}

TEST_F(PersonsTest, WhatIsInsertedIsWhatIsLocked) {
  Person person = MakePerson({.id = 900, .household = std::nullopt});
  person.phones = {*ParseMobile("13800000000"), *ParseMobile("13900000000")};
  person.identity = {CivilDay(2019, 1, 1),
                     {.name = *ParsePersonName("阿卜杜拉·买买提"),
                      .sex = Sex::kFemale,
                      .birth = CivilDay(1980, 2, 29),
                      .book_sex = Sex::kMale,
                      .book_birth = CivilDay(1980, 3, 1),
                      .ethnic_group = 5}};
  person.profile = {CivilDay(2019, 1, 1),
                    {.education = *ParseEducation(61),
                     .capability = LabourCapability::kWeak,
                     .health = Health::kDisabled,
                     .disability_category = 4,
                     .disability_grade = 2,
                     .needs_support = true,
                     .veteran = true,
                     .hukou = HukouKind::kRural,
                     .retirement = RetirementBase::kWomen50,
                     .left_school_on = CivilDay(1998, 7, 1),
                     .barriers = {Barrier::kNoFunds, Barrier::kAfraidStartup}}};
  EmploymentSpell spell = MakeSpell({.to = CivilDay(2020, 5, 1), .state = SpellState::kVerified});
  spell.employer = Id(77);
  spell.carrier = Id(78);
  spell.carrier_kind = CarrierKind::kWorkshop;
  spell.wage = Fen::Yuan(3200);
  spell.insured_months = 5;
  spell.source = Id(79);
  EmploymentSpell farm =
      MakeSpell({.id = 101, .form = EmploymentForm::kFarm, .work = DivisionCode()});
  person.spells = {spell, farm};
  person.skills = {{.code = "BAKING", .from = kToday},
                   {.code = "BAKING",
                    .level = Certificate::kLevel5,
                    .certificate = Id(5),
                    .from = kToday,
                    .to = kToday + 9}};
  person.documents = {{.kind = DocumentKind::kCitizenId,
                       .number = "42062519800229901X",
                       .index = {1, 2, 3},
                       .from = kToday}};
  ASSERT_THAT(Run([&](mysql::Transaction& tx) { return InsertPersons(tx, {person}, kRules); }),
              IsOk());
  ExpectSame(Lock(Id(900)), person);
  EXPECT_THAT(Run([&](mysql::Transaction& tx) { return InsertPersons(tx, {person}, kRules); }),
              Refused("ALREADY_EXISTS"));
}

TEST_F(PersonsTest, ASaveWritesTheDifferenceAndKeepsTheOldRows) {
  const Person person = Insert();
  LADDER_ASSERT_OK_AND_ASSIGN(const Person moved, Alter(person.root.id, [](const Person& before) {
                                return Relocate(
                                    before, {.residence = kMojiahe, .from = CivilDay(2020, 3, 1)},
                                    kToday, kRules);
                              }));
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Person corrected, Alter(person.root.id, [](const Person& before) {
        return Relocate(before, {.residence = kGuodihu, .from = CivilDay(2019, 9, 1)}, kToday,
                        kRules);
      }));
  ExpectSame(Lock(person.root.id), corrected);
  const auto homes =
      *Run([&](mysql::Transaction& tx) { return HomeTable().History(tx, person.root.id, 100); });
  // Inserted 2019-01; closed and split at 2020-03 by the move; the first part split again by the
  // correction.
  ASSERT_EQ(homes.size(), 5u);
  EXPECT_EQ(homes[0].value.to, kForever);
  EXPECT_EQ(homes[0].to, homes[1].from);
  EXPECT_EQ(homes[1].to, homes[2].from);
  EXPECT_LT(homes[1].from, homes[2].from);
  EXPECT_EQ(homes[2].to, mysql::RecordForever());
  EXPECT_EQ(homes[4].value.value.residence, kMojiahe);
  const auto profiles =
      *Run([&](mysql::Transaction& tx) { return ProfileTable().History(tx, person.root.id, 100); });
  EXPECT_EQ(profiles.size(), 1u) << "untouched";
  const auto scopes =
      *Run([&](mysql::Transaction& tx) { return PersonScopeTable().Load(tx, person.root.id); });
  EXPECT_EQ(scopes.size(), ScopeRowsOf(corrected.home).size());
}

TEST_F(PersonsTest, TheProjectionIsWhatTheFactsSay) {
  const Person person = Insert();
  LADDER_ASSERT_OK_AND_ASSIGN(const Person after, Alter(person.root.id, [](const Person& before) {
                                return StartSpell(before, MakeSpell({.from = CivilDay(2020, 2, 1)}),
                                                  kToday, kRules);
                              }));
  const auto stored =
      *Run([&](mysql::Transaction& tx) { return LoadTimeline(tx, ClassTable(), person.root.id); });
  EXPECT_EQ(stored, Project(after, kRules));
}

TEST_F(PersonsTest, AHouseholdsNewClassReachesItsMembers) {
  const Person person = Insert();
  const Ulid household = person.membership.At(kToday)->household;
  ASSERT_THAT(
      Run([&](mysql::Transaction& tx) -> absl::Status {
        LADDER_ASSIGN_OR_RETURN(const Household before,
                                LockHousehold(tx, household, kEveryone, kToday));
        LADDER_ASSIGN_OR_RETURN(
            const Household after,
            SetClass(before, {.household_class = HouseholdClass::kNone, .from = kToday}, kToday));
        LADDER_RETURN_IF_ERROR(SaveHousehold(tx, before, after));
        LADDER_ASSIGN_OR_RETURN(const std::vector<Person> members, LockMembers(tx, household));
        for (const Person& member : members) {
          Person told = member;
          told.households[household] = after.status;
          LADDER_RETURN_IF_ERROR(SavePerson(tx, member, told, kRules));
        }
        return absl::OkStatus();
      }),
      IsOk());
  const auto stored =
      *Run([&](mysql::Transaction& tx) { return LoadTimeline(tx, ClassTable(), person.root.id); });
  EXPECT_EQ(stored, Project(Lock(person.root.id), kRules));
  EXPECT_EQ(stored.At(kToday)->base, Base::kOutside);
  EXPECT_EQ(stored.At(kToday - 1)->base, Base::kLabourer);
}

TEST_F(PersonsTest, OutsideTheScopeNobodyIs) {
  const Person person = Insert({.home = {.registered = kHujiajing, .residence = kMojiahe}});
  const auto lock = [&](const Scope& scope) {
    return Run(
        [&](mysql::Transaction& tx) { return LockPerson(tx, person.root.id, scope, kToday); });
  };
  EXPECT_THAT(lock(ScopeOf({kHujiajing})), IsOk());
  EXPECT_THAT(lock(ScopeOf({kMojiahe})), IsOk());
  EXPECT_THAT(lock(ScopeOf({kGuodihu})), Refused("NOT_FOUND"));
  EXPECT_THAT(lock(Scope()), Refused("NOT_FOUND"));
  EXPECT_THAT(lock(*Scope::Of({}, {person.root.id})), IsOk());
  EXPECT_THAT(
      Run([&](mysql::Transaction& tx) { return LockPerson(tx, Id(424242), kEveryone, kToday); }),
      Refused("NOT_FOUND"));
}

TEST_F(PersonsTest, AStaleVersionIsNotSaved) {
  const Person person = Insert();
  EXPECT_THAT(Run([&](mysql::Transaction& tx) -> absl::Status {
                LADDER_ASSIGN_OR_RETURN(Person before,
                                        LockPerson(tx, person.root.id, kEveryone, kToday));
                Person after = before;
                after.root.version = 9;
                before.root.version = 7;
                return SavePerson(tx, before, after, kRules);
              }),
              Refused("ETAG_MISMATCH"));
}

// Record time is read under the lock: who waits for it writes the later time, whenever it began.
TEST_F(PersonsTest, RecordTimeFollowsTheLockAndNeverStandsStill) {
  const Person person = Insert();
  const auto change = [&](const char* name) {
    return Alter(person.root.id, [&](const Person& before) {
      return ApplyPatch(before, {.from = kToday, .name = *ParsePersonName(name)}, kToday, kRules);
    });
  };
  std::vector<std::thread> threads;
  for (const char* name : {"甲", "乙", "丙", "丁"}) {
    threads.emplace_back([&change, name] { EXPECT_THAT(change(name), IsOk()); });
  }
  for (std::thread& thread : threads) thread.join();
  const auto rows = *Run(
      [&](mysql::Transaction& tx) { return IdentityTable().History(tx, person.root.id, 100); });
  ASSERT_EQ(rows.size(), 6u);  // the first, its shortened self, and one a change
  EXPECT_EQ(Lock(person.root.id).root.version, 5);
  absl::Time last = absl::InfinitePast();
  for (size_t i = 2; i < rows.size(); ++i) {
    EXPECT_GT(rows[i].from, last);
    last = rows[i].from;
  }
}

// Every aggregate is in the snapshot of exactly one of the 64 partitions, whatever the page.
TEST_F(PersonsTest, SnapshotsCoverEveryRootOnce) {
  std::set<Ulid> inserted, seen;
  for (int i = 0; i < 5; ++i) inserted.insert(Insert().root.id);
  size_t persons = 0;
  for (int partition = 0; partition < 64; ++partition) {
    Ulid after;
    for (;;) {
      const auto page =
          *Run([&](mysql::Transaction& tx) { return SnapshotPersons(tx, partition, after, 1); });
      if (page.empty()) break;
      ++persons;
      seen.insert(page.back().root.id);
      after = page.back().root.id;
    }
  }
  EXPECT_EQ(persons, seen.size());
  EXPECT_TRUE(std::includes(seen.begin(), seen.end(), inserted.begin(), inserted.end()));
}

TEST_F(PersonsTest, SpellsAreReadWithoutALock) {
  const Person person = Insert();
  ASSERT_THAT(Alter(person.root.id,
                    [](const Person& before) {
                      return StartSpell(before, MakeSpell({.id = 5}), kToday, kRules);
                    }),
              IsOk());
  ASSERT_THAT(Alter(person.root.id,
                    [](const Person& before) {
                      return StartSpell(before, MakeSpell({.id = 4, .form = EmploymentForm::kFarm}),
                                        kToday, kRules);
                    }),
              IsOk());
  const auto list = [&](const Ulid& after, int limit) {
    return *Run(
        [&](mysql::Transaction& tx) { return ListSpells(tx, person.root.id, after, limit); });
  };
  ASSERT_EQ(list({}, 5).size(), 2u);
  EXPECT_EQ(list({}, 1)[0].id, Id(4));
  EXPECT_EQ(list(Id(4), 5)[0].id, Id(5));
  EXPECT_EQ(Run([&](mysql::Transaction& tx) { return GetSpell(tx, person.root.id, Id(5)); })->form,
            EmploymentForm::kEmployee);
  EXPECT_THAT(Run([&](mysql::Transaction& tx) { return GetSpell(tx, person.root.id, Id(6)); }),
              Refused("NOT_FOUND"));
}

}  // namespace
}  // namespace ladder::registry
