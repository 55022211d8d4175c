// What changes a person's employment spells (docs/domain.md 3.2): the person as loaded in, the
// person after out.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "registry-svc/domain/person.h"

namespace ladder::registry {

// A spell that is told for the first time. Work that began before the person was registered is told
// by the survey and fits any class; other work fits U_*, N_CARE and E_* alone, a welfare post U_*.
// ALREADY_EXISTS when the person has a spell of its id, CHILD_LABOUR for a start before the
// sixteenth birthday, STATE_CONFLICT, DAY_IN_FUTURE, and what CheckSpell refuses. A carer who
// starts work is one no more.
absl::StatusOr<Person> StartSpell(Person person, EmploymentSpell spell, CivilDay today,
                                  const ClassRules& rules);

// Proved by `evidence`. SPELL_CLOSED when it was withdrawn.
struct Verification {
  EvidenceKind evidence = EvidenceKind::kUnspecified;
  std::string by = "";  // principal
};
absl::StatusOr<Person> VerifySpell(Person person, const Ulid& spell,
                                   const Verification& verification, const ClassRules& rules);

// The last day of work was `last_day`; from the next day the person seeks work unless another spell
// goes on. SPELL_CLOSED, DAY_IN_FUTURE, DAY_OUT_OF_ORDER.
absl::StatusOr<Person> EndSpell(Person person, const Ulid& spell, CivilDay last_day,
                                EndReason reason, CivilDay today, const ClassRules& rules);

// Takes the place of the version that `corrected.id` names, back-dated if need be; the old one
// stays in the record. What was proved must be proved again. SPELL_CLOSED when it was withdrawn,
// CHILD_LABOUR, DAY_IN_FUTURE, CheckSpell's.
absl::StatusOr<Person> CorrectSpell(Person person, EmploymentSpell corrected, CivilDay today,
                                    const ClassRules& rules);

// Never true. SPELL_CLOSED when it was withdrawn before.
absl::StatusOr<Person> WithdrawSpell(Person person, const Ulid& spell);

// Ends every spell that goes on after `day` on that day and withdraws those said to start later.
void EndSpellsAt(Person& person, CivilDay day);

// The spell, or nullptr.
const EmploymentSpell* FindSpell(const Person& person, const Ulid& spell);
// The spell made from a hire or placement, or nullptr.
const EmploymentSpell* FindSpellOfSource(const Person& person, const Ulid& source);

}  // namespace ladder::registry
