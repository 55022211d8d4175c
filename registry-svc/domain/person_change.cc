#include "registry-svc/domain/person_change.h"

#include <algorithm>

#include "ladder/registry/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/domain/checks.h"
#include "registry-svc/domain/intention.h"
#include "registry-svc/domain/person_event.h"
#include "registry-svc/domain/spell_change.h"

namespace ladder::registry {
namespace {

// The day can carry a fact of this person, and `event` may happen to them on it.
absl::Status CheckOn(const Person& person, PersonEvent event, CivilDay day, CivilDay today,
                     const ClassRules& rules, absl::string_view field = "effective_date") {
  LADDER_RETURN_IF_ERROR(IsFactDay(day, person.first_day(), today, field));
  return CheckEvent(event, ClassOn(person, day, rules).value);
}

PersonEvent EventOf(ContactState after) {
  return after == ContactState::kLost ? PersonEvent::kContactMissed : PersonEvent::kSurveyed;
}

PersonEvent EventOf(Activity before, Activity after) {
  if (after == Activity::kStudent) return PersonEvent::kEnrolledSchool;
  if (after == Activity::kSoldier) return PersonEvent::kEnlisted;
  if (before == Activity::kStudent) return PersonEvent::kGraduated;
  if (before == Activity::kSoldier) return PersonEvent::kDischarged;
  return PersonEvent::kSurveyed;
}

bool IsIncapable(LabourCapability capability) {
  return capability == LabourCapability::kLost || capability == LabourCapability::kNone;
}

PersonEvent EventOf(LabourCapability before, LabourCapability after) {
  if (IsIncapable(after)) return PersonEvent::kIncapable;
  return IsIncapable(before) ? PersonEvent::kCapableAgain : PersonEvent::kSurveyed;
}

// Every event that the patch is, against the class before it.
absl::Status CheckEvents(const Person& person, const PersonPatch& patch, const ClassRules& rules) {
  const PrimaryClass before = ClassOn(person, patch.from, rules).value;
  const Standing& standing = *person.standing.At(patch.from);
  const Profile& profile = *person.profile.At(patch.from);
  std::vector<PersonEvent> events = {PersonEvent::kCorrection};
  if (patch.contact && *patch.contact != standing.contact)
    events.push_back(EventOf(*patch.contact));
  if (patch.activity && *patch.activity != standing.activity) {
    events.push_back(EventOf(standing.activity, *patch.activity));
  }
  if (patch.capability && *patch.capability != profile.capability) {
    events.push_back(EventOf(profile.capability, *patch.capability));
  }
  for (const PersonEvent event : events) LADDER_RETURN_IF_ERROR(CheckEvent(event, before));
  return absl::OkStatus();
}

void PatchIdentity(Timeline<Identity>& identity, const PersonPatch& patch) {
  identity.SetFieldIf(&Identity::name, patch.from, patch.name);
  identity.SetFieldIf(&Identity::book_sex, patch.from, patch.book_sex);
  identity.SetFieldIf(&Identity::book_birth, patch.from, patch.book_birth);
  identity.SetFieldIf(&Identity::ethnic_group, patch.from, patch.ethnic_group);
  identity.SetFieldIf(&Identity::sex, identity.first(), patch.sex);
  identity.SetFieldIf(&Identity::birth, identity.first(), patch.birth);
}

void PatchProfile(Timeline<Profile>& profile, const PersonPatch& patch) {
  profile.SetFieldIf(&Profile::education, patch.from, patch.education);
  profile.SetFieldIf(&Profile::capability, patch.from, patch.capability);
  profile.SetFieldIf(&Profile::health, patch.from, patch.health);
  profile.SetFieldIf(&Profile::disability_category, patch.from, patch.disability_category);
  profile.SetFieldIf(&Profile::disability_grade, patch.from, patch.disability_grade);
  profile.SetFieldIf(&Profile::needs_support, patch.from, patch.needs_support);
  profile.SetFieldIf(&Profile::veteran, patch.from, patch.veteran);
  profile.SetFieldIf(&Profile::hukou, patch.from, patch.hukou);
  profile.SetFieldIf(&Profile::retirement, patch.from, patch.retirement);
  profile.SetFieldIf(&Profile::left_school_on, patch.from, patch.left_school_on);
  profile.SetFieldIf(&Profile::barriers, patch.from, patch.barriers);
}

void PatchStanding(Timeline<Standing>& standing, const PersonPatch& patch) {
  standing.SetFieldIf(&Standing::contact, patch.from, patch.contact);
  standing.SetFieldIf(&Standing::activity, patch.from, patch.activity);
  standing.SetFieldIf(&Standing::wish, patch.from, patch.wish);
}

// The declared skills from `from` on are exactly `codes`; certificates' are untouched.
void DeclareSkills(std::vector<Skill>& skills, const std::vector<std::string>& codes,
                   CivilDay from) {
  for (Skill& skill : skills) {
    const bool kept = std::find(codes.begin(), codes.end(), skill.code) != codes.end();
    if (skill.declared() && !kept && from < skill.to) skill.to = std::max(from, skill.from);
  }
  std::erase_if(skills,
                [](const Skill& skill) { return skill.declared() && skill.from == skill.to; });
  for (const std::string& code : codes) {
    const bool known = std::any_of(skills.begin(), skills.end(), [&](const Skill& skill) {
      return skill.declared() && skill.code == code && skill.to == kForever;
    });
    if (!known) skills.push_back({.code = code, .from = from});
  }
}

// `presence` from `day` on, whatever else was believed of the days after.
Person WithPresence(Person person, Presence presence, CivilDay day) {
  Standing standing = *person.standing.At(day);
  standing.presence = presence;
  person.standing.Set(day, standing);
  ++person.root.version;
  return person;
}

}  // namespace

absl::StatusOr<Person> ApplyPatch(Person person, const PersonPatch& patch, CivilDay today,
                                  const ClassRules& rules) {
  LADDER_RETURN_IF_ERROR(IsFactDay(patch.from, person.first_day(), today, "effective_date"));
  if (patch.birth) LADDER_RETURN_IF_ERROR(NotInFuture(*patch.birth, today, "birth_date"));
  LADDER_RETURN_IF_ERROR(CheckEvents(person, patch, rules));
  PatchIdentity(person.identity, patch);
  PatchProfile(person.profile, patch);
  PatchStanding(person.standing, patch);
  if (patch.phones) person.phones = *patch.phones;
  if (patch.declared_skills) DeclareSkills(person.skills, *patch.declared_skills, patch.from);
  ++person.root.version;
  return person;
}

absl::StatusOr<Person> Relocate(Person person, const NewHome& home, CivilDay today,
                                const ClassRules& rules) {
  LADDER_RETURN_IF_ERROR(CheckOn(person, PersonEvent::kCorrection, home.from, today, rules));
  if (home.registered) LADDER_RETURN_IF_ERROR(IsCommunity(*home.registered, "register_division"));
  if (home.residence) LADDER_RETURN_IF_ERROR(IsCommunity(*home.residence, "residence_division"));
  person.home.SetFieldIf(&Home::registered, home.from, home.registered);
  person.home.SetFieldIf(&Home::residence, home.from, home.residence);
  ++person.root.version;
  return person;
}

absl::StatusOr<Person> RecordDeath(Person person, CivilDay day, CivilDay today,
                                   const ClassRules& rules) {
  LADDER_RETURN_IF_ERROR(CheckOn(person, PersonEvent::kDied, day, today, rules, "death_date"));
  EndSpellsAt(person, day);
  return WithPresence(std::move(person), Presence::kDeceased, day);
}

absl::StatusOr<Person> MoveOut(Person person, CivilDay day, CivilDay today,
                               const ClassRules& rules) {
  LADDER_RETURN_IF_ERROR(CheckOn(person, PersonEvent::kMovedOut, day, today, rules));
  return WithPresence(std::move(person), Presence::kMoved, day);
}

absl::StatusOr<Person> MoveIn(Person person, CivilDay day, CivilDay today,
                              const ClassRules& rules) {
  LADDER_RETURN_IF_ERROR(CheckOn(person, PersonEvent::kMovedIn, day, today, rules));
  return WithPresence(std::move(person), Presence::kListed, day);
}

absl::StatusOr<Person> IntentionOpened(Person person, IntentionKind kind, CivilDay day,
                                       CivilDay today, const ClassRules& rules) {
  LADDER_RETURN_IF_ERROR(CheckOn(person, PersonEvent::kIntentionOpened, day, today, rules));
  if (!IsUnemployed(ClassOn(person, day, rules).value)) return person;
  person.standing.SetField(&Standing::wish, day, WishOf(kind));
  ++person.root.version;
  return person;
}

absl::StatusOr<Person> IntentionWithdrawn(Person person, std::optional<IntentionKind> other,
                                          CivilDay day, CivilDay today, const ClassRules& rules) {
  LADDER_RETURN_IF_ERROR(CheckOn(person, PersonEvent::kIntentionWithdrawn, day, today, rules));
  if (!IsUnemployed(ClassOn(person, day, rules).value)) return person;
  person.standing.SetField(&Standing::wish, day, other ? WishOf(*other) : Wish::kUnwilling);
  ++person.root.version;
  return person;
}

absl::StatusOr<Person> JoinHousehold(Person person, const Household& household, int relation,
                                     CivilDay from, CivilDay today, const ClassRules& rules) {
  LADDER_RETURN_IF_ERROR(CheckOn(person, PersonEvent::kCorrection, from, today, rules));
  if (person.membership.At(from) != nullptr) {
    return Refuse(Reason::kMemberElsewhere, {{"day", FormatDay(from)}});
  }
  CivilDay to = kForever;
  for (const Period<Membership>& later : person.membership.periods()) {
    if (later.from > from) to = std::min(to, later.from);
  }
  person.membership.Set(from, to, {.household = household.root.id, .relation = relation});
  person.households[household.root.id] = household.status;
  ++person.root.version;
  return person;
}

absl::StatusOr<Person> LeaveHousehold(Person person, const Ulid& household, CivilDay from,
                                      CivilDay today) {
  LADDER_RETURN_IF_ERROR(NotInFuture(from, today, "effective_date"));
  for (const Period<Membership>& period : person.membership.periods()) {
    if (!period.Holds(from) || period.value.household != household) continue;
    person.membership.Clear(from, period.to);
    ++person.root.version;
    return person;
  }
  return Refuse(Reason::kNotAMember, {{"day", FormatDay(from)}});
}

Person GainSkill(Person person, const Skill& skill) {
  const bool known =
      std::any_of(person.skills.begin(), person.skills.end(), [&](const Skill& other) {
        return other.certificate == skill.certificate && other.code == skill.code;
      });
  if (known) return person;
  person.skills.push_back(skill);
  ++person.root.version;
  return person;
}

Person LoseSkill(Person person, const Ulid& certificate, CivilDay day) {
  const std::vector<Skill> before = person.skills;
  for (Skill& skill : person.skills) {
    if (skill.certificate == certificate) skill.to = std::max(skill.from, std::min(skill.to, day));
  }
  if (person.skills != before) ++person.root.version;
  return person;
}

}  // namespace ladder::registry
