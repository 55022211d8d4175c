#include "registry-svc/storage/person_views.h"

#include <set>

#include "registry-svc/storage/builders.h"
#include "registry-svc/storage/class_intervals.h"
#include "registry-svc/storage/identity_claims.h"

namespace ladder::registry {
namespace {

// Every test has a township of its own in the shared schema.
class PersonViewsTest : public StorageTest {
 protected:
  static DivisionCode Village(int n) {
    return DivisionCode::FromNumber(420625000000 + township_ * 1000 + n);
  }
  static DivisionCode Township() {
    return DivisionCode::FromNumber(420625000000 + township_ * 1000);
  }
  void SetUp() override { ++township_; }

  Person At(int registered, int residence, PersonSpec spec = {}) {
    spec.home = {.registered = Village(registered), .residence = Village(residence)};
    return Insert(spec);
  }
  Listed<PersonView> Page(const Scope& scope, const PersonQuery& query) {
    return *Run([&](mysql::Transaction& tx) { return ListPersons(tx, scope, query); });
  }
  std::vector<Ulid> Walk(
      const Scope& scope, PersonQuery query, const std::function<void(int)>& between = [](int) {}) {
    std::vector<Ulid> ids;
    for (int page = 0;; ++page) {
      const Listed<PersonView> listed = Page(scope, query);
      for (const PersonView& view : listed.rows) ids.push_back(view.root.id);
      if (!listed.more) return ids;
      query.after = *ParseListKey(listed.last.ToString());
      between(page);
    }
  }
  absl::StatusOr<Person> Move(const Ulid& id, int residence) {
    return Alter(id, [&](const Person& before) {
      return Relocate(
          before,
          {.registered = Village(residence), .residence = Village(residence), .from = kToday},
          kToday, kRules);
    });
  }

 private:
  static inline int64_t township_ = 300;
};

TEST_F(PersonViewsTest, ShowsThePersonOfTheDay) {
  const Person person = At(1, 2);
  LADDER_ASSERT_OK_AND_ASSIGN(const Person after, Alter(person.root.id, [](const Person& before) {
                                return ApplyPatch(
                                    before,
                                    {.from = CivilDay(2020, 3, 1),
                                     .wish = Wish::kTraining,
                                     .phones = std::vector<Mobile>{*ParseMobile("13800000000")},
                                     .declared_skills = std::vector<std::string>{"BAKING"}},
                                    kToday, kRules);
                              }));
  const auto get = [&](CivilDay day) {
    return Run([&](mysql::Transaction& tx) {
      return GetPerson(tx, person.root.id, kEveryone, Moment::Now(day));
    });
  };
  LADDER_ASSERT_OK_AND_ASSIGN(const PersonView view, get(kToday));
  EXPECT_EQ(view.root.version, 2);
  EXPECT_EQ(view.primary_class, PrimaryClass::kUTrainFirst);
  EXPECT_EQ(view.household_class, HouseholdClass::kRegisteredPoor);
  EXPECT_EQ(view.membership, *after.membership.At(kToday));
  EXPECT_EQ(view.home, *after.home.At(kToday));
  EXPECT_EQ(view.identity, *after.identity.At(kToday));
  EXPECT_EQ(view.profile, *after.profile.At(kToday));
  EXPECT_EQ(view.standing, *after.standing.At(kToday));
  EXPECT_EQ(view.phones, after.phones);
  EXPECT_EQ(view.skills, after.skills);
  EXPECT_EQ(get(CivilDay(2020, 2, 29))->primary_class, PrimaryClass::kUSeeking);
  EXPECT_TRUE(get(CivilDay(2020, 2, 29))->skills.empty());
  EXPECT_THAT(get(CivilDay(2018, 12, 31)), Refused("NOT_FOUND")) << "not yet registered";
}

TEST_F(PersonViewsTest, TheDeadShowTheirDay) {
  const Person person = At(1, 1);
  ASSERT_THAT(Alter(person.root.id,
                    [](const Person& before) {
                      return RecordDeath(before, CivilDay(2020, 4, 1), kToday, kRules);
                    }),
              IsOk());
  LADDER_ASSERT_OK_AND_ASSIGN(const PersonView view, Run([&](mysql::Transaction& tx) {
                                return GetPerson(tx, person.root.id, kEveryone,
                                                 Moment::Now(kToday));
                              }));
  EXPECT_EQ(view.died_on, CivilDay(2020, 4, 1));
  EXPECT_EQ(view.primary_class, PrimaryClass::kXDeceased);
}

TEST_F(PersonViewsTest, WhatTheCallerMayNotSeeIsNotThere) {
  const Person person = At(1, 2);
  const auto get = [&](const Scope& scope) {
    return Run([&](mysql::Transaction& tx) {
      return GetPerson(tx, person.root.id, scope, Moment::Now(kToday));
    });
  };
  EXPECT_THAT(get(ScopeOf({Village(1)})), IsOk());
  EXPECT_THAT(get(ScopeOf({Village(2)})), IsOk());
  EXPECT_THAT(get(ScopeOf({Village(3)})), Refused("NOT_FOUND"));
  EXPECT_THAT(get(Scope()), Refused("NOT_FOUND"));
  EXPECT_THAT(get(*Scope::Of({}, {person.root.id})), IsOk());
  EXPECT_TRUE(Page(ScopeOf({Village(3)}), {.moment = Moment::Now(kToday)}).rows.empty());
  // Where the person lived then decides about then.
  ASSERT_THAT(Move(person.root.id, 3), IsOk());
  EXPECT_THAT(get(ScopeOf({Village(1)})), Refused("NOT_FOUND"));
  EXPECT_THAT(Run([&](mysql::Transaction& tx) {
                return GetPerson(tx, person.root.id, ScopeOf({Village(1)}),
                                 Moment::Now(kToday - 1));
              }),
              IsOk());
}

TEST_F(PersonViewsTest, EachPersonIsShownOnceAtTheLowerOfTwoDivisions) {
  const Person both = At(1, 3), left = At(2, 2), right = At(3, 1);
  const PersonQuery query = {.moment = Moment::Now(kToday), .size = 1};
  EXPECT_EQ(Walk(ScopeOf({Township()}), query),
            (std::vector<Ulid>{both.root.id, right.root.id, left.root.id}));
  EXPECT_EQ(Walk(ScopeOf({Village(3)}), query), (std::vector<Ulid>{both.root.id, right.root.id}));
  PersonQuery registered = query, resident = query;
  registered.by = PlaceBy::kRegister;
  resident.by = PlaceBy::kResidence;
  EXPECT_EQ(Walk(ScopeOf({Village(3)}), registered), std::vector<Ulid>{right.root.id});
  EXPECT_EQ(Walk(ScopeOf({Village(3)}), resident), std::vector<Ulid>{both.root.id});
  EXPECT_EQ(
      *Run([&](mysql::Transaction& tx) { return CountPersons(tx, ScopeOf({Township()}), query); }),
      3);
  EXPECT_EQ(*Run([&](mysql::Transaction& tx) {
    return CountPersons(tx, ScopeOf({Village(3)}), resident);
  }),
            1);
}

TEST_F(PersonViewsTest, SinglePersonsOfAScopeComeLast) {
  const Person inside = At(1, 1), one = At(2, 2), two = At(3, 3);
  const Scope scope =
      *Scope::Of({Scope::Subtree(Village(1).number())}, {inside.root.id, one.root.id, two.root.id});
  PersonQuery query = {.moment = Moment::Now(kToday), .size = 1};
  EXPECT_EQ(Walk(scope, query), (std::vector<Ulid>{inside.root.id, one.root.id, two.root.id}));
  EXPECT_EQ(*Run([&](mysql::Transaction& tx) { return CountPersons(tx, scope, query); }), 3);
  query.asked = std::vector<DivisionRange>{Scope::Subtree(Village(3).number())};
  EXPECT_EQ(Walk(scope, query), std::vector<Ulid>{two.root.id});
}

TEST_F(PersonViewsTest, Filters) {
  const Person seeker = At(1, 1),
               student = At(1, 1, {.standing = {.activity = Activity::kStudent}}), other = At(2, 2);
  ASSERT_THAT(Alter(other.root.id,
                    [](const Person& before) {
                      return ApplyPatch(before, {.from = kToday, .name = *ParsePersonName("王芳")},
                                        kToday, kRules);
                    }),
              IsOk());
  const auto walk = [&](auto change) {
    PersonQuery query = {.moment = Moment::Now(kToday), .size = 2};
    change(query);
    return Walk(ScopeOf({Township()}), query);
  };
  EXPECT_EQ(walk([](auto& q) { q.primary_class = PrimaryClass::kNStudent; }),
            std::vector<Ulid>{student.root.id});
  EXPECT_EQ(walk([](auto& q) { q.name = *ParsePersonName("王芳"); }),
            std::vector<Ulid>{other.root.id});
  EXPECT_EQ(walk([](auto& q) {
              q.name = *ParsePersonName("王芳");
              q.moment = Moment::Now(kToday - 1);
            }),
            std::vector<Ulid>{});
  EXPECT_EQ(walk([](auto& q) { q.name = *ParsePersonName("李明"); }),
            (std::vector<Ulid>{seeker.root.id, student.root.id}));
  EXPECT_EQ(walk([&](auto& q) { q.household = seeker.membership.At(kToday)->household; }),
            std::vector<Ulid>{seeker.root.id});
}

// A walk pinned at an instant shows everyone of that instant once, whatever moves, comes or goes
// between the pages.
TEST_F(PersonViewsTest, AWalkUnderMovesAndInsertsShowsEveryoneOnce) {
  std::set<Ulid> there;
  std::vector<Ulid> order;
  for (int i = 0; i < 20; ++i) order.push_back(At(1 + i % 5, 1 + i % 5).root.id);
  there.insert(order.begin(), order.end());
  const PersonQuery query = {.moment = {.as_of = kToday, .known_at = Now()}, .size = 3};
  const std::vector<Ulid> seen = Walk(ScopeOf({Township()}), query, [&](int page) {
    const size_t n = static_cast<size_t>(page);
    EXPECT_THAT(Move(order[n], 5), IsOk());       // onwards, past the cursor
    EXPECT_THAT(Move(order[19 - n], 1), IsOk());  // back, behind it
    At(1 + page % 5, 1 + page % 5);
    EXPECT_THAT(
        Alter(order[10], [](const Person& before) -> absl::StatusOr<Person> { return before; }),
        IsOk());
  });
  EXPECT_EQ(seen.size(), there.size());
  EXPECT_EQ(std::set<Ulid>(seen.begin(), seen.end()), there);
}

TEST_F(PersonViewsTest, ADisputedNumberShows) {
  const auto with_number = [&](const char* number, uint8_t index,
                               bool dispute) -> absl::StatusOr<Ulid> {
    Person person = At(1, 1);
    const IdentityDocument document = {.kind = DocumentKind::kCitizenId,
                                       .number = number,
                                       .index = {9, 9, index},
                                       .from = person.first_day()};
    LADDER_RETURN_IF_ERROR(Alter(person.root.id, [&](Person before) -> absl::StatusOr<Person> {
                             before.documents = {document};
                             return before;
                           }).status());
    LADDER_RETURN_IF_ERROR(Run([&](mysql::Transaction& tx) {
      return ClaimNumber(tx, document.index, person.root.id, dispute);
    }));
    return person.root.id;
  };
  LADDER_ASSERT_OK_AND_ASSIGN(const Ulid first, with_number("42062519800229901X", 1, false));
  const auto get = [&](const Ulid& id) {
    return *Run(
        [&](mysql::Transaction& tx) { return GetPerson(tx, id, kEveryone, Moment::Now(kToday)); });
  };
  EXPECT_EQ(get(first).citizen_id, "42062519800229901X");
  EXPECT_FALSE(get(first).disputed);
  EXPECT_THAT(with_number("42062519800229901X", 1, false), Refused("IDENTITY_NUMBER_TAKEN"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Ulid second, with_number("42062519800229901X", 1, true));
  EXPECT_TRUE(get(first).disputed);
  EXPECT_TRUE(get(second).disputed);
  Person twin = MakePerson();
  twin.documents = {
      {.kind = DocumentKind::kCitizenId, .number = "42062519800229901X", .index = {9, 9, 1}}};
  EXPECT_THAT(Run([&](mysql::Transaction& tx) { return ClaimNumbers(tx, {twin}); }),
              Refused("IDENTITY_NUMBER_TAKEN"));
}

TEST_F(PersonViewsTest, ClassIntervalsByDay) {
  const Person girl = At(1, 1, {.birth = CivilDay(2006, 2, 3), .sex = Sex::kFemale});
  const auto list = [&](absl::string_view after, int size) {
    return *Run([&](mysql::Transaction& tx) {
      return ListClassIntervals(tx, girl.root.id, Moment::Now(kToday), after, size);
    });
  };
  const ListedIntervals first = list("", 2);
  ASSERT_EQ(first.rows.size(), 2u);
  EXPECT_TRUE(first.more);
  EXPECT_EQ(first.rows[1].period.from, CivilDay(2022, 2, 3));
  const ListedIntervals rest = list(first.last, 2);
  ASSERT_EQ(rest.rows.size(), 1u);
  EXPECT_FALSE(rest.more);
  EXPECT_EQ(rest.rows[0].period.value.primary_class, PrimaryClass::kNRetired);
  EXPECT_THAT(Run([&](mysql::Transaction& tx) {
                return ListClassIntervals(tx, girl.root.id, Moment::Now(kToday), "x", 2);
              }),
              Refused("PAGE_TOKEN_INVALID"));
}

}  // namespace
}  // namespace ladder::registry
