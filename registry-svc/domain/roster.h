// The one database and six rosters as predicates of one day's facts (docs/domain.md 3.5), and the
// projection that answers them without looking at the facts again: a person's days cut wherever a
// predicate may change, birthdays to come included.
#pragma once

#include <cstdint>
#include <map>

#include "platform/calendar/civil_day.h"
#include "registry-svc/domain/person.h"

namespace ladder::registry {

// How a person stands to the base roster L on a day.
enum class Base : int {
  kOutside = 0,
  kLabourer = 1,  // of working age
  kElderly =
      2,  // past the upper age with a verified spell: in L when the question includes the elderly
};

// Everything the rosters ask of a person on a day.
struct RosterFacts {
  PrimaryClass primary_class = PrimaryClass::kUnspecified;
  bool verified = false;  // the class is of group E and rests on a verified spell
  Base base = Base::kOutside;
  bool school_leaver = false;  // TwoPostSecondary, roster R-Y
  HouseholdClass household_class = HouseholdClass::kNone;
  Home home = {};
  friend bool operator==(const RosterFacts&, const RosterFacts&) = default;

  // Rows that no roster can ever show: most of a county.
  bool listed() const { return base != Base::kOutside || school_leaver; }
  // Lives elsewhere than registered: seen from two sides.
  bool elsewhere() const { return home.registered != home.residence; }
};

// The facts of `day`, which is not before person.first_day().
RosterFacts RosterFactsOn(const Person& person, CivilDay day, const ClassRules& rules);

// The same for every day from person.first_day() on.
Timeline<RosterFacts> Project(const Person& person, const ClassRules& rules);

constexpr bool InBase(const RosterFacts& facts, bool include_elderly) {
  return facts.base == Base::kLabourer || (include_elderly && facts.base == Base::kElderly);
}
constexpr bool InEmployed(const RosterFacts& facts, bool include_elderly) {
  return InBase(facts, include_elderly) && IsEmployed(facts.primary_class);
}
constexpr bool InUnemployed(const RosterFacts& facts, bool include_elderly) {
  return InBase(facts, include_elderly) &&
         (IsUnemployed(facts.primary_class) || facts.primary_class == PrimaryClass::kXUnknown);
}
constexpr bool InNotInLabourForce(const RosterFacts& facts, bool include_elderly) {
  return InBase(facts, include_elderly) && IsOutsideLabourForce(facts.primary_class);
}

// A wish for work or a business that is not yet met: R-I. A need for training: R-T, where school
// leavers count too.
constexpr bool InIntentions(const RosterFacts& facts, IntentionKind kind, IntentionState state,
                            bool include_elderly) {
  return InBase(facts, include_elderly) && kind != IntentionKind::kTraining &&
         (state == IntentionState::kOpen || state == IntentionState::kMatched);
}
constexpr bool InTrainingNeeds(const RosterFacts& facts, IntentionKind kind, IntentionState state,
                               bool include_elderly) {
  return (InBase(facts, include_elderly) || facts.school_leaver) &&
         kind == IntentionKind::kTraining && state == IntentionState::kOpen;
}

// The figures of the rosters (docs/domain.md R09, R10): base = employed + unemployed +
// not_in_labour_force.
struct RosterCounts {
  int64_t base = 0;
  int64_t employed = 0;
  int64_t unemployed = 0;
  int64_t not_in_labour_force = 0;
  int64_t school_leavers = 0;
  int64_t intentions = 0;
  int64_t people_with_intentions = 0;
  int64_t training_needs = 0;
  int64_t people_with_training_needs = 0;
  std::map<PrimaryClass, int64_t> classes = {};  // of the base
  friend bool operator==(const RosterCounts&, const RosterCounts&) = default;
};

// Counts `people` whose facts are `facts`; intentions are counted apart.
void CountPeople(const RosterFacts& facts, int64_t people, bool include_elderly,
                 RosterCounts& counts);

}  // namespace ladder::registry
