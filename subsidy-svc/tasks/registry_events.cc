#include "subsidy-svc/tasks/registry_events.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "ladder/events/v1/registry.pb.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/storage/fact_tables.h"

namespace ladder::subsidy {
namespace {

namespace ev = ::ladder::events::v1;

// The day before an exclusive end, or none.
absl::StatusOr<CivilDay> LastDay(bool has, const google::type::Date& end) {
  if (!has) return kForever;
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, rpc::ParseDate(end, "valid_to"));
  return day - 1;
}

absl::StatusOr<ClassPeriod> ClassOf(const ev::HouseholdPeriod& period) {
  // The registry's number 0 is "not given", which counts as no target household.
  const int number = std::max(static_cast<int>(period.household_class()), 1);
  ClassPeriod out = {.household_class = static_cast<HouseholdClass>(number - 1),
                     .aid = static_cast<int>(period.aid())};
  LADDER_ASSIGN_OR_RETURN(out.from, rpc::ParseDate(period.valid_from(), "valid_from"));
  LADDER_ASSIGN_OR_RETURN(out.to, LastDay(period.has_valid_to(), period.valid_to()));
  if (period.has_risk_cleared_on()) {
    LADDER_ASSIGN_OR_RETURN(out.risk_cleared_on,
                            rpc::ParseDate(period.risk_cleared_on(), "risk_cleared_on"));
  }
  return out;
}

absl::StatusOr<SpellFact> SpellOf(const ev::PersonSpell& spell, const Ulid& person) {
  LADDER_ASSIGN_OR_RETURN(const auto parts,
                          rpc::ParseName("persons/{person}/spells/{spell}", spell.spell()));
  SpellFact out = {.person = person,
                   .form = static_cast<int>(spell.form()),
                   .work_division = spell.work_division(),
                   .contract_months = spell.contract_months(),
                   .verified = spell.verified()};
  LADDER_ASSIGN_OR_RETURN(out.id, Ulid::Parse(parts[1]));
  LADDER_ASSIGN_OR_RETURN(
      out.employer, ParseOptionalId("enterprises/{enterprise}", spell.employer(), "employer"));
  LADDER_ASSIGN_OR_RETURN(out.from, rpc::ParseDate(spell.started_on(), "started_on"));
  LADDER_ASSIGN_OR_RETURN(out.to,
                          ParseDayOr(spell.has_ended_on(), spell.ended_on(), kForever, "ended_on"));
  return out;
}

absl::StatusOr<PersonFact> PersonOf(const ev::PersonChanged& event) {
  PersonFact person = {.sex = static_cast<Sex>(event.sex()),
                       .divisions = {.registered = event.register_division(),
                                     .residence = event.residence_division()},
                       .veteran = event.veteran()};
  LADDER_ASSIGN_OR_RETURN(person.id, rpc::ParseId(kPersonName, event.person(), "person"));
  LADDER_ASSIGN_OR_RETURN(person.birth, rpc::ParseDate(event.birth(), "birth"));
  LADDER_ASSIGN_OR_RETURN(
      person.household, ParseOptionalId("households/{household}", event.household(), "household"));
  if (event.retires_at_50()) person.upper_age_base = 50;
  if (event.has_died_on()) {
    LADDER_ASSIGN_OR_RETURN(person.died_on, rpc::ParseDate(event.died_on(), "died_on"));
  }
  for (const ev::HouseholdPeriod& period : event.household_periods()) {
    LADDER_ASSIGN_OR_RETURN(ClassPeriod parsed, ClassOf(period));
    person.classes.push_back(std::move(parsed));
  }
  for (const ev::PersonSpell& spell : event.spells()) {
    LADDER_ASSIGN_OR_RETURN(SpellFact parsed, SpellOf(spell, person.id));
    person.spells.push_back(std::move(parsed));
  }
  return person;
}

absl::Status Keep(mysql::Transaction& tx, const ev::PersonChanged& changed, const Ulid& event) {
  LADDER_ASSIGN_OR_RETURN(const PersonFact person, PersonOf(changed));
  return SavePersonFact(tx, person, event);
}

}  // namespace

feed::Handlers RegistryHandlers() {
  feed::Handlers handlers;
  handlers.Event<ev::PersonChanged>(
      [](mysql::Transaction& tx, const feed::Event& event, const ev::PersonChanged& changed) {
        return Keep(tx, changed, event.id);
      });
  handlers.State<ev::PersonChanged>(
      [](mysql::Transaction& tx, const feed::SnapshotItem& item, const ev::PersonChanged& changed) {
        return Keep(tx, changed, item.last_event);
      });
  handlers.Gone([](mysql::Transaction& tx, const std::string& aggregate) -> absl::Status {
    if (!absl::StartsWith(aggregate, "persons/")) return absl::OkStatus();
    LADDER_ASSIGN_OR_RETURN(const Ulid person, rpc::ParseId(kPersonName, aggregate));
    return ForgetPersonFact(tx, person);
  });
  return handlers;
}

}  // namespace ladder::subsidy
