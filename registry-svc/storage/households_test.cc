#include "registry-svc/storage/households.h"

#include "registry-svc/storage/builders.h"
#include "registry-svc/storage/household_tables.h"
#include "registry-svc/storage/household_views.h"

namespace ladder::registry {
namespace {

using H = HouseholdClass;

class HouseholdsTest : public StorageTest {
 protected:
  static DivisionCode Village(int n) { return DivisionCode::FromNumber(420625400000 + n); }

  static Household Make(int id, DivisionCode registered, DivisionCode residence,
                        H household_class = H::kRegisteredPoor) {
    Household household = MakeHousehold(household_class, CivilDay(2019, 1, 1), id);
    household.number = *ParseHouseholdNo(absl::StrCat(5000000 + id));
    household.home = {
        CivilDay(2019, 1, 1),
        {.registered = registered, .residence = residence, .relocated = true, .site = "莫家河"}};
    return household;
  }
  absl::Status Insert(const Household& household) {
    return Run([&](mysql::Transaction& tx) { return InsertHousehold(tx, household); });
  }
  absl::StatusOr<Household> Lock(const Ulid& id, const Scope& scope = kEveryone) {
    return Run([&](mysql::Transaction& tx) { return LockHousehold(tx, id, scope, kToday); });
  }
  absl::StatusOr<HouseholdView> Get(const Ulid& id, const Scope& scope, CivilDay day = kToday) {
    return Run(
        [&](mysql::Transaction& tx) { return GetHousehold(tx, id, scope, Moment::Now(day)); });
  }
};

TEST_F(HouseholdsTest, WhatIsInsertedIsWhatIsLockedAndShown) {
  Household household = Make(700, Village(1), Village(2), H::kMarginal);
  household.status = {CivilDay(2019, 1, 1),
                      {.household_class = H::kMarginal,
                       .aid = HouseholdAid::kDibao,
                       .causes = {PovertyCause::kIllness, PovertyCause::kNoDrive},
                       .identified_on = CivilDay(2014, 1, 1),
                       .exited_on = CivilDay(2018, 1, 1),
                       .risk_on = CivilDay(2019, 1, 1),
                       .risk_cleared_on = CivilDay(2020, 1, 1)}};
  ASSERT_THAT(Insert(household), IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const Household locked, Lock(Id(700)));
  EXPECT_EQ(locked.number, household.number);
  EXPECT_EQ(locked.status, household.status);
  EXPECT_EQ(locked.home, household.home);
  LADDER_ASSERT_OK_AND_ASSIGN(const HouseholdView view, Get(Id(700), kEveryone));
  EXPECT_EQ(view.number, household.number);
  EXPECT_EQ(view.status, *household.status.At(kToday));
  EXPECT_EQ(view.home, *household.home.At(kToday));
  for (const DivisionCode village : {Village(1), Village(2)}) {
    EXPECT_THAT(Lock(Id(700), ScopeOf({village})), IsOk());
    EXPECT_THAT(Get(Id(700), ScopeOf({village})), IsOk());
  }
  EXPECT_THAT(Lock(Id(700), ScopeOf({Village(3)})), Refused("NOT_FOUND"));
  EXPECT_THAT(Get(Id(700), ScopeOf({Village(3)})), Refused("NOT_FOUND"));
  EXPECT_THAT(Get(Id(700), kEveryone, CivilDay(2018, 12, 31)), Refused("NOT_FOUND"));
  EXPECT_THAT(Lock(Id(701)), Refused("NOT_FOUND"));
}

TEST_F(HouseholdsTest, OneHouseholdPerNumber) {
  Household first = Make(710, Village(1), Village(1)), second = Make(711, Village(1), Village(1));
  ASSERT_THAT(Insert(first), IsOk());
  second.number = first.number;
  EXPECT_THAT(Insert(second), Refused("HOUSEHOLD_NO_TAKEN"));
  first.number = *ParseHouseholdNo("99990001");
  EXPECT_THAT(Insert(first), Refused("ALREADY_EXISTS"));
}

TEST_F(HouseholdsTest, ASaveKeepsTheOldRow) {
  ASSERT_THAT(Insert(Make(720, Village(1), Village(1))), IsOk());
  const absl::Time before_change = Now();
  ASSERT_THAT(
      Run([&](mysql::Transaction& tx) -> absl::Status {
        LADDER_ASSIGN_OR_RETURN(const Household before,
                                LockHousehold(tx, Id(720), kEveryone, kToday));
        LADDER_ASSIGN_OR_RETURN(
            const Household after,
            SetClass(before, {.household_class = H::kOutOfPoverty, .from = CivilDay(2020, 1, 1)},
                     kToday));
        return SaveHousehold(tx, before, after);
      }),
      IsOk());
  EXPECT_EQ(Get(Id(720), kEveryone)->status.household_class, H::kOutOfPoverty);
  EXPECT_EQ(Get(Id(720), kEveryone, CivilDay(2019, 12, 31))->status.household_class,
            H::kRegisteredPoor);
  const auto then = Run([&](mysql::Transaction& tx) {
    return GetHousehold(tx, Id(720), kEveryone, {.as_of = kToday, .known_at = before_change});
  });
  EXPECT_EQ(then->status.household_class, H::kRegisteredPoor) << "as believed before the change";
  EXPECT_THAT(Run([&](mysql::Transaction& tx) -> absl::Status {
                LADDER_ASSIGN_OR_RETURN(Household before,
                                        LockHousehold(tx, Id(720), kEveryone, kToday));
                const Household after = WithOtherMembers(before);
                before.root.version = 1;
                return SaveHousehold(tx, before, after);
              }),
              Refused("ETAG_MISMATCH"));
}

TEST_F(HouseholdsTest, ListsAndCountsByScopeAndClass) {
  const DivisionCode here = DivisionCode::FromNumber(420625500001),
                     there = DivisionCode::FromNumber(420625500002);
  ASSERT_THAT(Insert(Make(730, there, here)), IsOk());
  ASSERT_THAT(Insert(Make(731, here, here, H::kOutOfPoverty)), IsOk());
  ASSERT_THAT(Insert(Make(732, there, there)), IsOk());
  const auto walk = [&](const Scope& scope, std::optional<H> household_class) {
    std::vector<int64_t> ids;
    HouseholdQuery query = {
        .household_class = household_class, .moment = Moment::Now(kToday), .size = 1};
    for (bool more = true; more;) {
      const auto page =
          *Run([&](mysql::Transaction& tx) { return ListHouseholds(tx, scope, query); });
      for (const HouseholdView& view : page.rows) ids.push_back(view.root.id.time_ms());
      query.after = page.last;
      more = page.more;
    }
    return ids;
  };
  const Scope both = ScopeOf({DivisionCode::FromNumber(420625500000)});
  EXPECT_EQ(walk(both, std::nullopt), (std::vector<int64_t>{730, 731, 732}));
  EXPECT_EQ(walk(ScopeOf({there}), std::nullopt), (std::vector<int64_t>{730, 732}));
  EXPECT_EQ(walk(both, H::kRegisteredPoor), (std::vector<int64_t>{730, 732}));
  EXPECT_EQ(walk(ScopeOf({kHongKong}), std::nullopt), std::vector<int64_t>{});

  const auto inserted = StorageTest::Insert({.home = {.registered = there, .residence = here}});
  StorageTest::Insert({.birth = CivilDay(2015, 1, 1),
                       .home = {.registered = here, .residence = here},
                       .household = H::kOutOfPoverty});
  const auto counts = *Run([&](mysql::Transaction& tx) {
    return CountHouseholds(tx, both, {.moment = Moment::Now(kToday)});
  });
  EXPECT_EQ(counts.at(H::kRegisteredPoor).households, 3);
  EXPECT_EQ(counts.at(H::kRegisteredPoor).people, 1);
  EXPECT_EQ(counts.at(H::kOutOfPoverty).households, 2);
  EXPECT_EQ(counts.at(H::kOutOfPoverty).people, 1) << "children count";
  EXPECT_EQ(Get(inserted.membership.At(kToday)->household, kEveryone)->members,
            std::vector<Ulid>{inserted.root.id});
}

}  // namespace
}  // namespace ladder::registry
