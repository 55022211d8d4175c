#include "registry-svc/storage/rosters.h"

#include <random>
#include <set>

#include "registry-svc/storage/builders.h"
#include "registry-svc/storage/intentions.h"

namespace ladder::registry {
namespace {

// A small county of random people, as the tests know it and as the database holds it.
class RostersTest : public StorageTest {
 protected:
  static constexpr int kPeople = 150;

  RostersTest() {
    if (people_.empty()) Populate();
  }

  static int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  template <typename T>
  static T Pick(std::initializer_list<T> choices) {
    return *(choices.begin() + Below(static_cast<int>(choices.size())));
  }

  static DivisionCode Village() {
    return Pick({kHujiajing, kGuodihu, kMojiahe, DivisionCode::FromNumber(420625200003)});
  }

  void Populate() {
    for (int i = 0; i < kPeople; ++i) {
      const DivisionCode home = Village();
      Person person = Insert(
          {.birth = CivilDay(2020, 1, 1) - 5000 - Below(60 * 365),
           .sex = Pick({Sex::kMale, Sex::kFemale}),
           .standing = {.contact = Pick(
                            {ContactState::kReached, ContactState::kReached, ContactState::kLost}),
                        .activity = static_cast<Activity>(1 + Below(4))},
           .capability =
               Pick({LabourCapability::kFull, LabourCapability::kWeak, LabourCapability::kNone}),
           .education = Pick({61, 71, 81}),
           .left_school_on = CivilDay(2019, 7, 1),
           .home = {.registered = home, .residence = Pick({home, home, Village()})},
           .household = static_cast<HouseholdClass>(1 + Below(6))});
      if (Below(2) == 0) AddSpell(person);
      if (Below(4) == 0)
        person = *Alter(person.root.id, [](const Person& before) {
          return RecordDeath(before, CivilDay(2020, 4, 1), kToday, kRules);
        });
      people_.push_back(person);
      for (int n = Below(3); n > 0; --n) AddIntention(person);
    }
  }

  void AddSpell(Person& person) {
    const absl::StatusOr<Person> after =
        Alter(person.root.id, [](const Person& before) -> absl::StatusOr<Person> {
          Person person_with = before;
          person_with.spells.push_back(
              MakeSpell({.from = CivilDay(2018, 1, 1),
                         .state = Pick({SpellState::kProvisional, SpellState::kVerified})}));
          return person_with;
        });
    LADDER_INVARIANT(after.ok());
    person = *after;
  }

  void AddIntention(const Person& person) {
    Intention intention =
        *OpenIntention(Id(500000 + static_cast<int>(intentions_.size())), person.root.id,
                       static_cast<IntentionKind>(1 + Below(4)), {}, CivilDay(2020, 1, 1), kToday);
    if (Below(3) == 0)
      intention = *Apply(intention, IntentionEvent::kMatch, CivilDay(2020, 3, 1), kToday);
    if (Below(4) == 0)
      intention = *Apply(intention, IntentionEvent::kMeet, CivilDay(2020, 5, 1), kToday);
    LADDER_INVARIANT(
        Run([&](mysql::Transaction& tx) { return InsertIntention(tx, intention); }).ok());
    intentions_.push_back(intention);
  }

  static bool IsIn(const Area& area, const Home& home) {
    return (area.by != PlaceBy::kResidence && area.Covers(home.registered.number())) ||
           (area.by != PlaceBy::kRegister && area.Covers(home.residence.number()));
  }

  // The same answer without SQL: the domain's predicates on the facts of the day.
  static RosterCounts Expected(const Area& area, const RosterQuery& query) {
    RosterCounts counts;
    for (const Person& person : people_) {
      if (query.moment.as_of < person.first_day()) continue;
      const RosterFacts facts = RosterFactsOn(person, query.moment.as_of, kRules);
      if (!IsIn(area, facts.home)) continue;
      if (query.household_class && facts.household_class != *query.household_class) continue;
      CountPeople(facts, 1, query.include_elderly, counts);
      int64_t wishes = 0, needs = 0;
      for (const Intention& intention : intentions_) {
        const IntentionState* state = intention.state.At(query.moment.as_of);
        if (intention.person != person.root.id || state == nullptr) continue;
        wishes += InIntentions(facts, intention.kind, *state, query.include_elderly);
        needs += InTrainingNeeds(facts, intention.kind, *state, query.include_elderly);
      }
      counts.intentions += wishes;
      counts.people_with_intentions += wishes > 0;
      counts.training_needs += needs;
      counts.people_with_training_needs += needs > 0;
    }
    return counts;
  }

  std::vector<RosterEntry> ListAll(const Scope& scope, Roster roster, const RosterQuery& query,
                                   int size) {
    std::vector<RosterEntry> all;
    RosterPage page = {.size = size};
    for (bool more = true; more;) {
      const auto listed = *Run([&](mysql::Transaction& tx) {
        return ListRosterEntries(tx, scope, roster, query, page);
      });
      all.insert(all.end(), listed.rows.begin(), listed.rows.end());
      more = listed.more;
      page.after = *ParseListKey(listed.last.ToString());
    }
    return all;
  }

  static inline std::mt19937 random_{20200601};
  static inline std::vector<Person> people_ = {};
  static inline std::vector<Intention> intentions_ = {};
};

TEST_F(RostersTest, CountsAndListsSayWhatTheFactsSay) {
  const Scope scopes[] = {kEveryone, ScopeOf({kHujiajing, kMojiahe}),
                          ScopeOf({DivisionCode::FromNumber(420625200000)}), Scope()};
  for (const Scope& scope : scopes) {
    for (const PlaceBy by : {PlaceBy::kUnspecified, PlaceBy::kRegister, PlaceBy::kResidence}) {
      for (const bool elderly : {false, true}) {
        for (const CivilDay day :
             {CivilDay(2019, 6, 1), kToday, CivilDay(2040, 1, 1), CivilDay(2018, 1, 1)}) {
          const RosterQuery query = {
              .by = by, .include_elderly = elderly, .moment = Moment::Now(day)};
          SCOPED_TRACE(testing::Message() << scope.Fingerprint() << " by " << static_cast<int>(by)
                                          << " on " << FormatDay(day));
          const RosterCounts counts =
              *Run([&](mysql::Transaction& tx) { return CountRosters(tx, scope, query); });
          const RosterCounts expected = Expected(AreaOf(scope, std::nullopt, by), query);
          EXPECT_EQ(counts.base, expected.base);
          EXPECT_EQ(counts.intentions, expected.intentions);
          EXPECT_EQ(counts.people_with_intentions, expected.people_with_intentions);
          EXPECT_EQ(counts.training_needs, expected.training_needs);
          EXPECT_EQ(counts, expected);
          EXPECT_EQ(counts.base, counts.employed + counts.unemployed + counts.not_in_labour_force);
          const std::pair<Roster, int64_t> kSizes[] = {
              {Roster::kBase, counts.base},
              {Roster::kEmployed, counts.employed},
              {Roster::kUnemployed, counts.unemployed},
              {Roster::kNotInLabourForce, counts.not_in_labour_force},
              {Roster::kIntentions, counts.intentions},
              {Roster::kTrainingNeeds, counts.training_needs},
              {Roster::kSchoolLeavers, counts.school_leavers}};
          for (const auto& [roster, size] : kSizes) {
            const std::vector<RosterEntry> entries = ListAll(scope, roster, query, 7);
            EXPECT_EQ(static_cast<int64_t>(entries.size()), size) << static_cast<int>(roster);
            std::set<std::pair<Ulid, Ulid>> once;
            for (const RosterEntry& entry : entries)
              once.emplace(entry.person, entry.intention.value_or(Ulid()));
            EXPECT_EQ(once.size(), entries.size()) << "each once";
          }
        }
      }
    }
  }
}

TEST_F(RostersTest, TheCountyIsNotEmpty) {
  const RosterCounts counts = Expected(AreaOf(kEveryone), {.moment = Moment::Now(kToday)});
  for (const int64_t count : {counts.employed, counts.unemployed, counts.not_in_labour_force,
                              counts.intentions, counts.training_needs, counts.school_leavers}) {
    EXPECT_GT(count, 0);
  }
}

TEST_F(RostersTest, AskedDivisionsNarrowTheScopeAndAClassTheHouseholds) {
  RosterQuery query = {.asked = std::vector<DivisionRange>{Scope::Subtree(kHujiajing.number())},
                       .moment = Moment::Now(kToday)};
  const auto count = [&](const Scope& scope) {
    return *Run([&](mysql::Transaction& tx) { return CountRosters(tx, scope, query); });
  };
  EXPECT_EQ(count(kEveryone), Expected(AreaOf(kEveryone, query.asked), query));
  EXPECT_EQ(count(ScopeOf({kGuodihu})), RosterCounts());
  query.household_class = HouseholdClass::kRegisteredPoor;
  EXPECT_EQ(count(kEveryone), Expected(AreaOf(kEveryone, query.asked), query));
}

TEST_F(RostersTest, WhatWasKnownBeforeStaysTheAnswer) {
  const RosterQuery before = {.moment = {.as_of = kToday, .known_at = Now()}};
  const auto count = [&](const RosterQuery& query) {
    return *Run([&](mysql::Transaction& tx) { return CountRosters(tx, kEveryone, query); });
  };
  const RosterCounts known = count(before);
  const Person late = Insert({.household = HouseholdClass::kRegisteredPoor});
  people_.push_back(late);
  EXPECT_EQ(count(before), known);
  EXPECT_EQ(count({.moment = Moment::Now(kToday)}).base, known.base + 1);
}

}  // namespace
}  // namespace ladder::registry
