#include "registry-svc/domain/person.h"

#include <algorithm>

#include "ladder/registry/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/domain/checks.h"

namespace ladder::registry {

CivilDay Person::first_day() const {
  return std::max({identity.first(), home.first(), profile.first(), standing.first()});
}

RetirementBase RetirementOf(Sex sex, RetirementBase womans_own) {
  if (sex != Sex::kFemale) return RetirementBase::kMen60;
  return womans_own == RetirementBase::kWomen50 ? RetirementBase::kWomen50
                                                : RetirementBase::kWomen55;
}

Classified ClassOn(const Person& person, CivilDay day, const ClassRules& rules) {
  const Identity& identity = *person.identity.At(day);
  const Profile& profile = *person.profile.At(day);
  return Classify({.standing = *person.standing.At(day),
                   .capability = profile.capability,
                   .birth = identity.birth,
                   .retirement = RetirementOf(identity.sex, profile.retirement),
                   .spells = person.spells},
                  day, rules);
}

absl::StatusOr<Person> Register(const NewPerson& facts, CivilDay today) {
  LADDER_RETURN_IF_ERROR(NotInFuture(facts.from, today, "effective_date"));
  LADDER_RETURN_IF_ERROR(NotInFuture(facts.identity.birth, facts.from, "birth_date"));
  LADDER_RETURN_IF_ERROR(IsCommunity(facts.home.registered, "register_division"));
  LADDER_RETURN_IF_ERROR(IsCommunity(facts.home.residence, "residence_division"));
  Person person = {.root = {.id = facts.id, .version = 1, .last_event = {}},
                   .phones = facts.phones,
                   .identity = {facts.from, facts.identity},
                   .home = {facts.from, facts.home},
                   .profile = {facts.from, facts.profile},
                   .standing = {facts.from, facts.standing}};
  if (facts.document) person.documents.push_back(*facts.document);
  return person;
}

}  // namespace ladder::registry
