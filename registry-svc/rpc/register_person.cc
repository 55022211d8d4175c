#include "registry-svc/rpc/register_person.h"

#include <map>
#include <utility>

#include "ladder/registry/v1/reasons.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "registry-svc/domain/person_change.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/rpc/person_convert.h"
#include "registry-svc/storage/households.h"
#include "registry-svc/storage/identity_claims.h"
#include "registry-svc/storage/persons.h"

namespace ladder::registry {
namespace {

// Locked households by id, as they were and as they become.
struct Held {
  Household before;
  Household after;
};
using Households = std::map<Ulid, Held>;

absl::StatusOr<Households> LockHouseholds(mysql::Transaction& tx, const rpc::Call& call,
                                          absl::Span<const Registration> registrations) {
  Households held;
  for (const Registration& registration : registrations) {
    if (registration.household) held[*registration.household];
  }
  for (auto& [id, household] : held) {
    LADDER_ASSIGN_OR_RETURN(household.before, LockHousehold(tx, id, call.scope(), call.today()));
    household.after = WithOtherMembers(household.before);
  }
  return held;
}

// Nobody registers a person where they may not look.
absl::Status CheckScope(const rpc::Call& call, const NewPerson& person) {
  if (call.scope().Covers(person.home.registered.number()) ||
      call.scope().Covers(person.home.residence.number())) {
    return absl::OkStatus();
  }
  return RefuseField(Reason::kDivisionOutOfScope, "person.register_division");
}

}  // namespace

absl::StatusOr<Registration> ParseRegistration(const rpc::Call& call, const v1::NewPerson& request,
                                               const ServiceContext& context) {
  PersonFacts facts{.id = {}, .from = {}, .today = call.today()};
  LADDER_ASSIGN_OR_RETURN(facts.id, rpc::IdForCreate(request.person_id(), call.now(), "person_id"));
  LADDER_ASSIGN_OR_RETURN(facts.from, ParseDayOr(request.has_valid_from(), request.valid_from(),
                                                 call.today(), "valid_from"));
  Registration registration{.relation = request.relation()};
  LADDER_ASSIGN_OR_RETURN(registration.person, ParseNewPerson(request.person(), facts, context));
  LADDER_RETURN_IF_ERROR(CheckScope(call, registration.person));
  if (!request.household().empty()) {
    LADDER_ASSIGN_OR_RETURN(registration.household,
                            rpc::ParseId(kHouseholdName, request.household(), "household"));
  }
  return registration;
}

absl::StatusOr<std::vector<Person>> RegisterPersons(mysql::Transaction& tx, const rpc::Call& call,
                                                    const ServiceContext& context,
                                                    absl::Span<const Registration> registrations) {
  LADDER_ASSIGN_OR_RETURN(Households households, LockHouseholds(tx, call, registrations));
  std::vector<Person> persons;
  for (const Registration& registration : registrations) {
    LADDER_ASSIGN_OR_RETURN(Person person, Register(registration.person, call.today()));
    if (registration.household) {
      LADDER_ASSIGN_OR_RETURN(
          person, JoinHousehold(std::move(person), households.at(*registration.household).after,
                                registration.relation, registration.person.from, call.today(),
                                context.rules));
      person.root.version = 1;  // joining is part of the first version
    }
    LADDER_RETURN_IF_ERROR(EmitPerson(tx, call.origin(), nullptr, person, context.rules));
    persons.push_back(std::move(person));
  }
  LADDER_RETURN_IF_ERROR(InsertPersons(tx, persons, context.rules));
  LADDER_RETURN_IF_ERROR(ClaimNumbers(tx, persons));
  for (auto& [id, household] : households) {
    LADDER_RETURN_IF_ERROR(EmitHousehold(tx, call.origin(), &household.before, household.after));
    LADDER_RETURN_IF_ERROR(SaveHousehold(tx, household.before, household.after));
  }
  return persons;
}

}  // namespace ladder::registry
