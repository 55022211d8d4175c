#include "registry-svc/rpc/person_rpc.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "registry-svc/domain/person_change.h"
#include "registry-svc/rpc/area_convert.h"
#include "registry-svc/rpc/change_person.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/person_convert.h"
#include "registry-svc/rpc/register_person.h"
#include "registry-svc/storage/class_intervals.h"
#include "registry-svc/storage/person_views.h"

namespace ladder::registry {

void PersonRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.registry.v1.PersonService")
      .Unary("GetPerson", this, &PersonRpc::GetPerson)
      .Unary("ListPersons", this, &PersonRpc::ListPersons)
      .Unary("CountPersons", this, &PersonRpc::CountPersons)
      .Unary("CreatePerson", this, &PersonRpc::CreatePerson)
      .Unary("BatchCreatePersons", this, &PersonRpc::BatchCreatePersons)
      .Unary("UpdatePerson", this, &PersonRpc::UpdatePerson)
      .Unary("MovePerson", this, &PersonRpc::MovePerson)
      .Unary("MovePersonOut", this, &PersonRpc::MovePersonOut)
      .Unary("MovePersonIn", this, &PersonRpc::MovePersonIn)
      .Unary("RecordDeath", this, &PersonRpc::RecordDeath)
      .Unary("ListClassIntervals", this, &PersonRpc::ListClassIntervals);
}

absl::StatusOr<v1::Person> PersonRpc::GetPerson(const rpc::Call& call,
                                                const v1::GetPersonRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kPersonName, request.name()));
  LADDER_ASSIGN_OR_RETURN(const CivilDay day,
                          ParseDayOr(request.has_as_of(), request.as_of(), call.today(), "as_of"));
  return context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Person> {
    LADDER_ASSIGN_OR_RETURN(const PersonView view,
                            registry::GetPerson(tx, id, call.scope(), Moment::Now(day)));
    return ToProto(view);
  });
}

absl::StatusOr<v1::ListPersonsResponse> PersonRpc::ListPersons(
    const rpc::Call& call, const v1::ListPersonsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const AskedArea area, ParseArea(request, context_.divisions));
  LADDER_ASSIGN_OR_RETURN(const AskedMoment asked, ParseMoment(request, call.today()));
  PersonQuery query{.by = static_cast<PlaceBy>(request.place_by()), .size = page.size};
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  if (request.primary_class() != v1::PRIMARY_CLASS_UNSPECIFIED) {
    query.primary_class = static_cast<PrimaryClass>(request.primary_class());
  }
  if (!request.display_name().empty()) {
    LADDER_ASSIGN_OR_RETURN(query.name, ParsePersonName(request.display_name()));
  }
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListPersonsResponse> {
        LADDER_ASSIGN_OR_RETURN(query.moment, PinCurrent(tx, asked, context_.settle_time, page));
        LADDER_ASSIGN_OR_RETURN(query.asked, RangesOf(tx, area, query.moment.as_of));
        LADDER_ASSIGN_OR_RETURN(const Listed<PersonView> listed,
                                registry::ListPersons(tx, call.scope(), query));
        v1::ListPersonsResponse response;
        for (const PersonView& view : listed.rows) *response.add_persons() = ToProto(view);
        if (listed.more)
          response.set_next_page_token(context_.pager.Next(call, page, listed.last.ToString()));
        return response;
      });
}

absl::StatusOr<v1::CountPersonsResponse> PersonRpc::CountPersons(
    const rpc::Call& call, const v1::CountPersonsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const AskedArea area, ParseArea(request, context_.divisions));
  LADDER_ASSIGN_OR_RETURN(const CivilDay day,
                          ParseDayOr(request.has_as_of(), request.as_of(), call.today(), "as_of"));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::CountPersonsResponse> {
        PersonQuery query{.by = static_cast<PlaceBy>(request.place_by()),
                          .moment = Moment::Now(day)};
        LADDER_ASSIGN_OR_RETURN(query.asked, RangesOf(tx, area, day));
        v1::CountPersonsResponse response;
        LADDER_ASSIGN_OR_RETURN(const int64_t people,
                                registry::CountPersons(tx, call.scope(), query));
        response.set_people(people);
        *response.mutable_as_of() = rpc::ToDate(day);
        return response;
      });
}

absl::StatusOr<v1::Person> PersonRpc::CreatePerson(const rpc::Call& call,
                                                   const v1::CreatePersonRequest& request) {
  v1::NewPerson person;
  *person.mutable_person() = request.person();
  person.set_person_id(request.person_id());
  person.set_household(request.household());
  person.set_relation(request.relation());
  if (request.has_valid_from()) *person.mutable_valid_from() = request.valid_from();
  LADDER_ASSIGN_OR_RETURN(const Registration registration,
                          ParseRegistration(call, person, context_));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Person> {
        LADDER_ASSIGN_OR_RETURN(const std::vector<Person> persons,
                                RegisterPersons(tx, call, context_, {&registration, 1}));
        return ToProto(ViewOf(persons[0], call.today(), context_.rules));
      });
}

absl::StatusOr<v1::BatchCreatePersonsResponse> PersonRpc::BatchCreatePersons(
    const rpc::Call& call, const v1::BatchCreatePersonsRequest& request) {
  std::vector<Registration> registrations;
  for (int i = 0; i < request.persons_size(); ++i) {
    absl::StatusOr<Registration> registration =
        ParseRegistration(call, request.persons(i), context_);
    if (!registration.ok())
      return UnderField(registration.status(), absl::StrCat("persons[", i, "]"));
    registrations.push_back(*std::move(registration));
  }
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::BatchCreatePersonsResponse> {
        LADDER_ASSIGN_OR_RETURN(const std::vector<Person> persons,
                                RegisterPersons(tx, call, context_, registrations));
        v1::BatchCreatePersonsResponse response;
        for (const Person& person : persons) {
          *response.add_persons() = ToProto(ViewOf(person, call.today(), context_.rules));
        }
        return response;
      });
}

absl::StatusOr<v1::Person> PersonRpc::UpdatePerson(const rpc::Call& call,
                                                   const v1::UpdatePersonRequest& request) {
  LADDER_ASSIGN_OR_RETURN(
      const CivilDay from,
      ParseDayOr(request.has_valid_from(), request.valid_from(), call.today(), "valid_from"));
  LADDER_ASSIGN_OR_RETURN(
      const PersonPatch patch,
      ParsePersonPatch(request.person(), request.update_mask(), from, context_));
  return ChangePersonNamed(
      call, context_, request.person().name(), request.person().etag(), [&](Person person) {
        return ApplyPatch(std::move(person), patch, call.today(), context_.rules);
      });
}

absl::StatusOr<v1::Person> PersonRpc::MovePerson(const rpc::Call& call,
                                                 const v1::MovePersonRequest& request) {
  NewHome home;
  LADDER_ASSIGN_OR_RETURN(home.from, rpc::ParseDate(request.valid_from(), "valid_from"));
  if (!request.register_division().empty()) {
    LADDER_ASSIGN_OR_RETURN(
        home.registered,
        ParseDivisionName(request.register_division(), context_.divisions, "register_division"));
  }
  if (!request.residence_division().empty()) {
    LADDER_ASSIGN_OR_RETURN(
        home.residence,
        ParseDivisionName(request.residence_division(), context_.divisions, "residence_division"));
  }
  return ChangePersonNamed(call, context_, request.name(), request.etag(), [&](Person person) {
    return Relocate(std::move(person), home, call.today(), context_.rules);
  });
}

absl::StatusOr<v1::Person> PersonRpc::MovePersonOut(const rpc::Call& call,
                                                    const v1::MovePersonOutRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const CivilDay from, rpc::ParseDate(request.valid_from(), "valid_from"));
  return ChangePersonNamed(call, context_, request.name(), request.etag(), [&](Person person) {
    return MoveOut(std::move(person), from, call.today(), context_.rules);
  });
}

absl::StatusOr<v1::Person> PersonRpc::MovePersonIn(const rpc::Call& call,
                                                   const v1::MovePersonInRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const CivilDay from, rpc::ParseDate(request.valid_from(), "valid_from"));
  return ChangePersonNamed(call, context_, request.name(), request.etag(), [&](Person person) {
    return MoveIn(std::move(person), from, call.today(), context_.rules);
  });
}

absl::StatusOr<v1::Person> PersonRpc::RecordDeath(const rpc::Call& call,
                                                  const v1::RecordDeathRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, rpc::ParseDate(request.died_on(), "died_on"));
  return ChangePersonNamed(call, context_, request.name(), request.etag(), [&](Person person) {
    return registry::RecordDeath(std::move(person), day, call.today(), context_.rules);
  });
}

absl::StatusOr<v1::ListClassIntervalsResponse> PersonRpc::ListClassIntervals(
    const rpc::Call& call, const v1::ListClassIntervalsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kPersonName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListClassIntervalsResponse> {
        LADDER_RETURN_IF_ERROR(
            registry::GetPerson(tx, id, call.scope(), Moment::Now(call.today())).status());
        Moment moment = Moment::Now(call.today());
        if (request.has_known_at()) moment.known_at = rpc::ParseTimestamp(request.known_at());
        LADDER_ASSIGN_OR_RETURN(
            const auto listed, registry::ListClassIntervals(tx, id, moment, page.after, page.size));
        v1::ListClassIntervalsResponse response;
        for (const RecordedInterval& interval : listed.rows)
          *response.add_intervals() = ToProto(interval);
        if (listed.more) response.set_next_page_token(context_.pager.Next(call, page, listed.last));
        return response;
      });
}

}  // namespace ladder::registry
