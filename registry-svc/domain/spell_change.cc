#include "registry-svc/domain/spell_change.h"

#include <algorithm>
#include <utility>

#include "ladder/options/v1/reasons.h"
#include "ladder/registry/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/domain/checks.h"
#include "registry-svc/domain/person_event.h"

namespace ladder::registry {
namespace {

PersonEvent StartOf(EmploymentForm form) {
  switch (form) {
    case EmploymentForm::kWelfarePost:
      return PersonEvent::kPostAppointed;
    case EmploymentForm::kSelf:
      return PersonEvent::kBusinessOpened;
    default:
      return PersonEvent::kStartedWork;
  }
}

PersonEvent EndOf(EmploymentForm form) {
  switch (form) {
    case EmploymentForm::kWelfarePost:
      return PersonEvent::kPostEnded;
    case EmploymentForm::kSelf:
      return PersonEvent::kBusinessClosed;
    default:
      return PersonEvent::kJobLost;
  }
}

// What holds for a spell of this person, told for the first time or corrected.
absl::Status CheckFacts(const Person& person, const EmploymentSpell& spell, CivilDay today,
                        const ClassRules& rules) {
  LADDER_RETURN_IF_ERROR(CheckSpell(spell, rules));
  LADDER_RETURN_IF_ERROR(NotInFuture(spell.started_on, today, "start_date"));
  if (spell.ended_on != kForever)
    LADDER_RETURN_IF_ERROR(NotInFuture(spell.ended_on, today, "end_date"));
  const CivilDay birth = person.identity.periods().back().value.birth;
  if (spell.started_on < Birthday(birth, kWorkingAge)) return Refuse(Reason::kChildLabour);
  return absl::OkStatus();
}

// The spell to change: NOT_FOUND when there is none, SPELL_CLOSED when it was withdrawn.
absl::StatusOr<EmploymentSpell*> SpellToChange(Person& person, const Ulid& id) {
  for (EmploymentSpell& spell : person.spells) {
    if (spell.id != id) continue;
    if (spell.state == SpellState::kWithdrawn) return Refuse(Reason::kSpellClosed);
    return &spell;
  }
  return Refuse(::ladder::Reason::kNotFound, {{"name", "spells/" + id.ToString()}});
}

}  // namespace

absl::StatusOr<Person> StartSpell(Person person, EmploymentSpell spell, CivilDay today,
                                  const ClassRules& rules) {
  if (FindSpell(person, spell.id) != nullptr) {
    return Refuse(::ladder::Reason::kAlreadyExists, {{"name", "spells/" + spell.id.ToString()}});
  }
  LADDER_RETURN_IF_ERROR(CheckFacts(person, spell, today, rules));
  const bool told_by_survey = spell.started_on < person.first_day();
  const CivilDay day = std::max(spell.started_on, person.first_day());
  LADDER_RETURN_IF_ERROR(CheckEvent(told_by_survey ? PersonEvent::kSurveyed : StartOf(spell.form),
                                    ClassOn(person, day, rules).value));
  if (person.standing.At(day)->activity == Activity::kCare) {
    person.standing.SetField(&Standing::activity, day, Activity::kNone);
  }
  person.spells.push_back(std::move(spell));
  ++person.root.version;
  return person;
}

absl::StatusOr<Person> VerifySpell(Person person, const Ulid& spell,
                                   const Verification& verification, const ClassRules& rules) {
  LADDER_ASSIGN_OR_RETURN(EmploymentSpell* const found, SpellToChange(person, spell));
  LADDER_RETURN_IF_ERROR(CheckEvent(PersonEvent::kVerified, ClassOf(*found, rules)));
  found->state = SpellState::kVerified;
  found->evidence = verification.evidence;
  found->verified_by = verification.by;
  ++person.root.version;
  return person;
}

absl::StatusOr<Person> EndSpell(Person person, const Ulid& spell, CivilDay last_day,
                                EndReason reason, CivilDay today, const ClassRules& rules) {
  LADDER_ASSIGN_OR_RETURN(EmploymentSpell* const found, SpellToChange(person, spell));
  if (!found->open()) return Refuse(Reason::kSpellClosed);
  LADDER_RETURN_IF_ERROR(IsFactDay(last_day, found->started_on, today, "end_date"));
  LADDER_RETURN_IF_ERROR(CheckEvent(EndOf(found->form), ClassOf(*found, rules)));
  found->ended_on = last_day;
  found->end_reason = reason;
  person.standing.SetField(&Standing::wish, std::max(last_day + 1, person.first_day()), Wish::kJob);
  ++person.root.version;
  return person;
}

absl::StatusOr<Person> CorrectSpell(Person person, EmploymentSpell corrected, CivilDay today,
                                    const ClassRules& rules) {
  LADDER_RETURN_IF_ERROR(CheckFacts(person, corrected, today, rules));
  LADDER_ASSIGN_OR_RETURN(EmploymentSpell* const found, SpellToChange(person, corrected.id));
  const CivilDay day =
      std::clamp(corrected.started_on, person.first_day(), std::max(today, person.first_day()));
  LADDER_RETURN_IF_ERROR(CheckEvent(PersonEvent::kCorrection, ClassOn(person, day, rules).value));
  corrected.source = found->source;
  corrected.state = SpellState::kProvisional;
  corrected.evidence = EvidenceKind::kUnspecified;
  corrected.verified_by.clear();
  *found = std::move(corrected);
  ++person.root.version;
  return person;
}

absl::StatusOr<Person> WithdrawSpell(Person person, const Ulid& spell) {
  LADDER_ASSIGN_OR_RETURN(EmploymentSpell* const found, SpellToChange(person, spell));
  found->state = SpellState::kWithdrawn;
  ++person.root.version;
  return person;
}

void EndSpellsAt(Person& person, CivilDay day) {
  for (EmploymentSpell& spell : person.spells) {
    if (spell.state == SpellState::kWithdrawn || spell.ended_on <= day) continue;
    if (spell.started_on > day) {
      spell.state = SpellState::kWithdrawn;
    } else {
      spell.ended_on = day;
      spell.end_reason = EndReason::kLeftLabourForce;
    }
  }
}

const EmploymentSpell* FindSpell(const Person& person, const Ulid& spell) {
  const auto found = std::find_if(person.spells.begin(), person.spells.end(),
                                  [&](const EmploymentSpell& other) { return other.id == spell; });
  return found == person.spells.end() ? nullptr : &*found;
}

const EmploymentSpell* FindSpellOfSource(const Person& person, const Ulid& source) {
  const auto found =
      std::find_if(person.spells.begin(), person.spells.end(),
                   [&](const EmploymentSpell& other) { return other.source == source; });
  return found == person.spells.end() ? nullptr : &*found;
}

}  // namespace ladder::registry
