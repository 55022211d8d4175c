#include "registry-svc/rpc/events.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/rpc/convert.h"
#include "registry-svc/domain/roster.h"
#include "registry-svc/rpc/convert.h"

namespace ladder::registry {
namespace {

namespace ev = ::ladder::events::v1;
namespace v1 = ::ladder::registry::v1;

void SetPeriod(CivilDay from, CivilDay to, google::type::Date* valid_from,
               google::type::Date* valid_to_when_closed) {
  *valid_from = rpc::ToDate(from);
  if (valid_to_when_closed != nullptr) *valid_to_when_closed = rpc::ToDate(to);
}

// The household's status over the days [from, to) that it counted the person.
void AddHouseholdPeriods(const Timeline<HouseholdStatus>& status, CivilDay from, CivilDay to,
                         google::protobuf::RepeatedPtrField<ev::HouseholdPeriod>& out) {
  for (const Period<HouseholdStatus>& period : status.periods()) {
    const CivilDay first = std::max(period.from, from);
    const CivilDay end = std::min(period.to, to);
    if (first >= end) continue;
    ev::HouseholdPeriod& row = *out.Add();
    row.set_household_class(static_cast<v1::HouseholdClass>(period.value.household_class));
    row.set_aid(static_cast<v1::HouseholdAid>(period.value.aid));
    if (period.value.risk_cleared_on)
      *row.mutable_risk_cleared_on() = rpc::ToDate(*period.value.risk_cleared_on);
    SetPeriod(first, end, row.mutable_valid_from(),
              end == kForever ? nullptr : row.mutable_valid_to());
  }
}

void AddSpell(const Person& person, const EmploymentSpell& spell, ev::PersonChanged& event) {
  if (spell.state == SpellState::kWithdrawn) return;
  ev::PersonSpell& out = *event.add_spells();
  out.set_spell(absl::StrCat(NameOfPerson(person.root.id), "/spells/", spell.id.ToString()));
  out.set_form(static_cast<v1::EmploymentForm>(spell.form));
  out.set_carrier_kind(static_cast<v1::CarrierKind>(spell.carrier_kind));
  if (spell.employer) out.set_employer(absl::StrCat("enterprises/", spell.employer->ToString()));
  out.set_work_division(spell.work_division.number());
  out.set_occupation(spell.occupation);
  *out.mutable_started_on() = rpc::ToDate(spell.started_on);
  if (spell.ended_on != kForever) *out.mutable_ended_on() = rpc::ToDate(spell.ended_on);
  out.set_contract_months(spell.contract_months);
  *out.mutable_wage() = rpc::ToMoney(spell.wage);
  out.set_verified(spell.state == SpellState::kVerified);
  if (spell.source) out.set_source(absl::StrCat("hires/", spell.source->ToString()));
}

void SetProfile(const Profile& profile, ev::PersonChanged& event) {
  event.set_education(profile.education.code());
  event.set_capability(static_cast<v1::LabourCapability>(profile.capability));
  event.set_needs_support(profile.needs_support);
  event.set_veteran(profile.veteran);
  event.set_hukou(static_cast<v1::HukouKind>(profile.hukou));
  event.set_retires_at_50(profile.retirement == RetirementBase::kWomen50);
  if (profile.left_school_on)
    *event.mutable_left_school_on() = rpc::ToDate(*profile.left_school_on);
  for (const Barrier barrier : profile.barriers.codes())
    event.add_barriers(static_cast<v1::Barrier>(barrier));
}

void AddClasses(const Person& person, const ClassRules& rules, ev::PersonChanged& event) {
  const Timeline<RosterFacts> projection = Project(person, rules);
  for (const Period<RosterFacts>& period : projection.periods()) {
    ev::ClassPeriod& out = *event.add_class_periods();
    out.set_primary_class(static_cast<v1::PrimaryClass>(period.value.primary_class));
    out.set_verified(period.value.verified);
    SetPeriod(period.from, period.to, out.mutable_valid_from(),
              period.to == kForever ? nullptr : out.mutable_valid_to());
  }
}

void AddSkills(const Person& person, CivilDay day, ev::PersonChanged& event) {
  for (const Skill& skill : person.skills) {
    if (skill.to <= day) continue;
    ev::PersonSkill& out = *event.add_skills();
    out.set_code(skill.code);
    out.set_source(skill.declared() ? v1::SKILL_SOURCE_DECLARED : v1::SKILL_SOURCE_CERTIFICATE);
    if (skill.level) out.set_level(static_cast<v1::SkillLevel>(*skill.level));
    *out.mutable_valid_from() = rpc::ToDate(skill.from);
  }
}

// The day of death is the first day of the standing that says so.
std::optional<CivilDay> DayOfDeath(const Person& person) {
  for (const Period<Standing>& period : person.standing.periods()) {
    if (period.value.presence == Presence::kDeceased) return period.from;
  }
  return std::nullopt;
}

}  // namespace

std::vector<int64_t> DivisionsOf(const Person& person, CivilDay day) {
  const Home* home = person.home.At(day);
  if (home == nullptr) return {};
  return {home->registered.number(), home->residence.number()};
}

std::vector<int64_t> DivisionsOf(const Household& household, CivilDay day) {
  const HouseholdHome* home = household.home.At(day);
  if (home == nullptr) return {};
  return {home->registered.number(), home->residence.number()};
}

ev::PersonChanged ToEvent(const Person& person, CivilDay day, const ClassRules& rules) {
  // Facts that begin later than the event's day are told as of their first day.
  const CivilDay at = std::max(day, person.first_day());
  ev::PersonChanged event;
  event.set_person(NameOfPerson(person.root.id));
  if (const Identity* identity = person.identity.At(at)) {
    event.set_sex(static_cast<v1::Sex>(identity->sex));
    *event.mutable_birth() = rpc::ToDate(identity->birth);
    event.set_ethnic_group(identity->ethnic_group);
  }
  if (const Home* home = person.home.At(at)) {
    event.set_register_division(home->registered.number());
    event.set_residence_division(home->residence.number());
  }
  if (const Profile* profile = person.profile.At(at)) SetProfile(*profile, event);
  if (const Standing* standing = person.standing.At(at)) {
    event.set_activity(static_cast<v1::Activity>(standing->activity));
    event.set_presence(static_cast<v1::Presence>(standing->presence));
  }
  if (const std::optional<CivilDay> died = DayOfDeath(person))
    *event.mutable_died_on() = rpc::ToDate(*died);
  if (const Membership* membership = person.membership.At(at)) {
    event.set_household(NameOfHousehold(membership->household));
  }
  for (const Period<Membership>& period : person.membership.periods()) {
    const auto status = person.households.find(period.value.household);
    if (status == person.households.end()) continue;
    AddHouseholdPeriods(status->second, period.from, period.to, *event.mutable_household_periods());
  }
  AddClasses(person, rules, event);
  AddSkills(person, at, event);
  for (const EmploymentSpell& spell : person.spells) AddSpell(person, spell, event);
  if (person.merged_into) event.set_merged_into(NameOfPerson(*person.merged_into));
  return event;
}

ev::HouseholdChanged ToEvent(const Household& household, CivilDay day) {
  ev::HouseholdChanged event;
  event.set_household(NameOfHousehold(household.root.id));
  AddHouseholdPeriods(household.status, CivilDay(1, 1, 1), kForever, *event.mutable_periods());
  if (const HouseholdHome* home = household.home.At(std::max(day, household.home.first()))) {
    event.set_register_division(home->registered.number());
    event.set_residence_division(home->residence.number());
  }
  return event;
}

ev::IntentionChanged ToEvent(const Intention& intention) {
  ev::IntentionChanged event;
  event.set_intention(NameOfIntention(intention.root.id));
  event.set_person(NameOfPerson(intention.person));
  event.set_kind(static_cast<v1::IntentionKind>(intention.kind));
  for (const std::string& occupation : intention.details.occupations)
    event.add_occupations(occupation);
  event.set_place(static_cast<v1::PlaceLevel>(intention.details.place));
  *event.mutable_wage_min() = rpc::ToMoney(intention.details.wage_min);
  event.set_no_shifts(intention.details.no_shifts);
  event.set_care_duty(intention.details.care_duty);
  event.set_course(intention.details.course);
  event.set_live(IsLive(intention.last()));
  event.set_matched(intention.last() == IntentionState::kMatched);
  *event.mutable_opened_on() = rpc::ToDate(intention.state.first());
  return event;
}

ev::ZoneChanged ToEvent(const Zone& zone, CivilDay day) {
  ev::ZoneChanged event;
  event.set_zone(NameOfZone(zone.root.id));
  if (const ZoneMembers* members = zone.members.At(std::max(day, zone.members.first()))) {
    for (const DivisionCode member : *members) event.add_members(member.number());
  }
  return event;
}

absl::Status EmitPerson(mysql::Transaction& tx, const feed::Origin& origin, const Person* before,
                        Person& after, const ClassRules& rules) {
  const feed::Reach reach{
      .before = before == nullptr ? std::vector<int64_t>() : DivisionsOf(*before, origin.day),
      .after = DivisionsOf(after, std::max(origin.day, after.first_day()))};
  return feed::Emit(tx, origin, after.root, NameOfPerson(after.root.id),
                    ToEvent(after, origin.day, rules), reach);
}

absl::Status EmitHousehold(mysql::Transaction& tx, const feed::Origin& origin,
                           const Household* before, Household& after) {
  const feed::Reach reach{
      .before = before == nullptr ? std::vector<int64_t>() : DivisionsOf(*before, origin.day),
      .after = DivisionsOf(after, std::max(origin.day, after.home.first()))};
  return feed::Emit(tx, origin, after.root, NameOfHousehold(after.root.id),
                    ToEvent(after, origin.day), reach);
}

absl::Status EmitIntention(mysql::Transaction& tx, const feed::Origin& origin, Intention& after) {
  return feed::Emit(tx, origin, after.root, NameOfIntention(after.root.id), ToEvent(after));
}

absl::Status EmitZone(mysql::Transaction& tx, const feed::Origin& origin, Zone& after) {
  return feed::Emit(tx, origin, after.root, NameOfZone(after.root.id), ToEvent(after, origin.day));
}

}  // namespace ladder::registry
