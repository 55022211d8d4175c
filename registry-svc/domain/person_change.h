// What changes a person. Every function takes the person as loaded under the root's lock and gives
// the person after, one version further; the days of a change reach from its first day to the day
// the same fact was stated anew.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "registry-svc/domain/person.h"

namespace ladder::registry {

// Absent members stay as they are. A patch of standing or capability is an event of
// docs/domain.md 3.2.
struct PersonPatch {
  CivilDay from = {};  // the first day of the new facts
  std::optional<PersonName> name = std::nullopt;
  std::optional<Sex> sex = std::nullopt;
  std::optional<CivilDay> birth = std::nullopt;
  std::optional<std::optional<Sex>> book_sex = std::nullopt;
  std::optional<std::optional<CivilDay>> book_birth = std::nullopt;
  std::optional<int> ethnic_group = std::nullopt;
  std::optional<Education> education = std::nullopt;
  std::optional<LabourCapability> capability = std::nullopt;
  std::optional<Health> health = std::nullopt;
  std::optional<int> disability_category = std::nullopt;
  std::optional<int> disability_grade = std::nullopt;
  std::optional<bool> needs_support = std::nullopt;
  std::optional<bool> veteran = std::nullopt;
  std::optional<HukouKind> hukou = std::nullopt;
  std::optional<RetirementBase> retirement = std::nullopt;
  std::optional<std::optional<CivilDay>> left_school_on = std::nullopt;
  std::optional<EnumSet<Barrier>> barriers = std::nullopt;
  std::optional<ContactState> contact = std::nullopt;
  std::optional<Activity> activity = std::nullopt;
  std::optional<Wish> wish = std::nullopt;
  std::optional<std::vector<Mobile>> phones = std::nullopt;
  std::optional<std::vector<std::string>> declared_skills = std::nullopt;  // codes, each once
};

// DAY_IN_FUTURE, DAY_OUT_OF_ORDER for a day before the person was registered, STATE_CONFLICT. A
// birth or sex that was wrong was so from the first day, whatever `from` says.
absl::StatusOr<Person> ApplyPatch(Person person, const PersonPatch& patch, CivilDay today,
                                  const ClassRules& rules);

// Another home from `from`; an absent division stays. DAY_IN_FUTURE, DAY_OUT_OF_ORDER,
// DIVISION_NOT_COMMUNITY, STATE_CONFLICT for whoever is out of the registry's care.
struct NewHome {
  std::optional<DivisionCode> registered = std::nullopt;
  std::optional<DivisionCode> residence = std::nullopt;
  CivilDay from = {};
};
absl::StatusOr<Person> Relocate(Person person, const NewHome& home, CivilDay today,
                                const ClassRules& rules);

// Dead from `day` on, the day of death: the class is X_DECEASED for ever, open spells end, spells
// said to start later are withdrawn. DAY_IN_FUTURE, DAY_OUT_OF_ORDER, STATE_CONFLICT.
absl::StatusOr<Person> RecordDeath(Person person, CivilDay day, CivilDay today,
                                   const ClassRules& rules);

// Left the county's list on `day`, or came back to it. The same refusals.
absl::StatusOr<Person> MoveOut(Person person, CivilDay day, CivilDay today,
                               const ClassRules& rules);
absl::StatusOr<Person> MoveIn(Person person, CivilDay day, CivilDay today, const ClassRules& rules);

// What opening or closing an intention says about the wish of a person without work; others keep
// theirs. DAY_IN_FUTURE, DAY_OUT_OF_ORDER, STATE_CONFLICT.
absl::StatusOr<Person> IntentionOpened(Person person, IntentionKind kind, CivilDay day,
                                       CivilDay today, const ClassRules& rules);
// `other` is the kind of an intention that stays open; without one the person is unwilling.
absl::StatusOr<Person> IntentionWithdrawn(Person person, std::optional<IntentionKind> other,
                                          CivilDay day, CivilDay today, const ClassRules& rules);

// Counted in `household` from `from`. MEMBER_ELSEWHERE, DAY_IN_FUTURE, DAY_OUT_OF_ORDER,
// STATE_CONFLICT.
absl::StatusOr<Person> JoinHousehold(Person person, const Household& household, int relation,
                                     CivilDay from, CivilDay today, const ClassRules& rules);
// No longer counted in `household` from `from`. NOT_A_MEMBER, DAY_IN_FUTURE, DAY_OUT_OF_ORDER.
absl::StatusOr<Person> LeaveHousehold(Person person, const Ulid& household, CivilDay from,
                                      CivilDay today);

// A certificate's skill from the day of issue; the same certificate again changes nothing.
Person GainSkill(Person person, const Skill& skill);
// The skill of a certificate revoked on `day` counts no longer.
Person LoseSkill(Person person, const Ulid& certificate, CivilDay day);

}  // namespace ladder::registry
