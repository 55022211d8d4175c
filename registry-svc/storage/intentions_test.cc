#include "registry-svc/storage/intentions.h"

#include "registry-svc/storage/builders.h"
#include "registry-svc/storage/spells.h"
#include "registry-svc/storage/zones.h"

namespace ladder::registry {
namespace {

class IntentionsTest : public StorageTest {};

TEST_F(IntentionsTest, LivesUnderItsOwnRoot) {
  const Intention opened = *OpenIntention(Id(801), Id(1), IntentionKind::kTraining,
                                          {.occupations = {"6-02-01-03", "4-03-02-01"},
                                           .place = PlaceLevel::kTownship,
                                           .wage_min = Fen::Yuan(2500),
                                           .no_shifts = true,
                                           .care_duty = true,
                                           .course = "BAKING",
                                           .source = "visits/1"},
                                          CivilDay(2020, 1, 1), kToday);
  const auto insert = [&] {
    return Run([&](mysql::Transaction& tx) { return InsertIntention(tx, opened); });
  };
  ASSERT_THAT(insert(), IsOk());
  EXPECT_THAT(insert(), Refused("ALREADY_EXISTS"));
  ASSERT_THAT(Run([&](mysql::Transaction& tx) -> absl::Status {
                LADDER_ASSIGN_OR_RETURN(const Intention before, LockIntention(tx, Id(801)));
                LADDER_ASSIGN_OR_RETURN(Intention after, Apply(before, IntentionEvent::kWithdraw,
                                                               CivilDay(2020, 5, 1), kToday));
                after.withdrawn_for = Barrier::kDistance;
                return SaveIntention(tx, before, after);
              }),
              IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Intention read, Run([&](mysql::Transaction& tx) { return GetIntention(tx, Id(801)); }));
  EXPECT_EQ(read.root.version, 2);
  EXPECT_EQ(read.person, Id(1));
  EXPECT_EQ(read.kind, IntentionKind::kTraining);
  EXPECT_EQ(read.details, opened.details);
  EXPECT_EQ(read.withdrawn_for, Barrier::kDistance);
  EXPECT_EQ(read.last(), IntentionState::kWithdrawn);
  EXPECT_EQ(*read.state.At(CivilDay(2020, 4, 30)), IntentionState::kOpen);
  EXPECT_EQ(*Run([&](mysql::Transaction& tx) { return PersonOfIntention(tx, Id(801)); }), Id(1));
  for (const auto& status :
       {Run([](mysql::Transaction& tx) { return GetIntention(tx, Id(9)).status(); }),
        Run([](mysql::Transaction& tx) { return LockIntention(tx, Id(9)).status(); }),
        Run([](mysql::Transaction& tx) { return PersonOfIntention(tx, Id(9)).status(); })}) {
    EXPECT_THAT(status, Refused("NOT_FOUND"));
  }
  EXPECT_THAT(Run([&](mysql::Transaction& tx) -> absl::Status {
                LADDER_ASSIGN_OR_RETURN(const Intention before, LockIntention(tx, Id(801)));
                return SaveIntention(tx, opened, before);
              }),
              Refused("ETAG_MISMATCH"));
}

TEST_F(IntentionsTest, AreListedByPersonAndId) {
  for (const int id : {813, 811, 812}) {
    const Intention intention =
        *OpenIntention(Id(id), Id(810), IntentionKind::kJob, {}, kToday, kToday);
    ASSERT_THAT(Run([&](mysql::Transaction& tx) { return InsertIntention(tx, intention); }),
                IsOk());
  }
  const auto list = [&](const Ulid& after, int limit) {
    std::vector<int64_t> ids;
    for (const Intention& intention :
         *Run([&](mysql::Transaction& tx) { return ListIntentions(tx, Id(810), after, limit); })) {
      ids.push_back(intention.root.id.time_ms());
    }
    return ids;
  };
  EXPECT_EQ(list({}, 2), (std::vector<int64_t>{811, 812}));
  EXPECT_EQ(list(Id(812), 2), (std::vector<int64_t>{813}));
}

// Every aggregate is in the snapshot of exactly one of the 64 partitions, whatever the page.
TEST_F(IntentionsTest, SnapshotsCoverEveryRootOnce) {
  for (int i = 0; i < 5; ++i) Insert();
  int persons = 0, households = 0;
  for (int partition = 0; partition < 64; ++partition) {
    Ulid after;
    for (;;) {
      const auto page =
          *Run([&](mysql::Transaction& tx) { return SnapshotPersons(tx, partition, after, 1); });
      if (page.empty()) break;
      ++persons;
      after = page.back().root.id;
    }
    households += static_cast<int>(Run([&](mysql::Transaction& tx) {
                                     return SnapshotHouseholds(tx, partition, {}, 100);
                                   })->size());
  }
  EXPECT_EQ(persons, 5);
  EXPECT_EQ(households, 5);
}

TEST_F(IntentionsTest, SpellsAreReadWithoutALock) {
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

TEST_F(IntentionsTest, ZonesKeepTheirMembersOverTime) {
  Zone zone =
      *FoundZone(Id(850), "经济开发区", {kMojiahe, kHujiajing}, CivilDay(2019, 1, 1), kToday);
  zone.members.Set(CivilDay(2020, 1, 1), {kHujiajing, kGuodihu});
  const auto insert = [&] {
    return Run([&](mysql::Transaction& tx) { return InsertZone(tx, zone); });
  };
  ASSERT_THAT(insert(), IsOk());
  EXPECT_THAT(insert(), Refused("ALREADY_EXISTS"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Zone read,
                              Run([](mysql::Transaction& tx) { return GetZone(tx, Id(850)); }));
  EXPECT_EQ(read.display_name, "经济开发区");
  EXPECT_EQ(read.members, zone.members);
  EXPECT_THAT(Run([](mysql::Transaction& tx) { return GetZone(tx, Id(851)); }),
              Refused("NOT_FOUND"));
  const auto ranges = [&](CivilDay day) {
    return *Run([&](mysql::Transaction& tx) { return ZoneRanges(tx, Id(850), day); });
  };
  EXPECT_EQ(ranges(kToday), (std::vector<DivisionRange>{Scope::Subtree(kHujiajing.number()),
                                                        Scope::Subtree(kGuodihu.number())}));
  EXPECT_EQ(ranges(CivilDay(2019, 6, 1))[1], Scope::Subtree(kMojiahe.number()));
  EXPECT_TRUE(ranges(CivilDay(2018, 6, 1)).empty());
  EXPECT_EQ(Run([](mysql::Transaction& tx) { return ListZones(tx, {}, 10); })->size(), 1u);
}

}  // namespace
}  // namespace ladder::registry
