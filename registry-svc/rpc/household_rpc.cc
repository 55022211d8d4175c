#include "registry-svc/rpc/household_rpc.h"

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ladder/registry/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "registry-svc/domain/person_change.h"
#include "registry-svc/rpc/area_convert.h"
#include "registry-svc/rpc/change_person.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/rpc/household_convert.h"
#include "registry-svc/storage/household_views.h"
#include "registry-svc/storage/households.h"
#include "registry-svc/storage/persons.h"

namespace ladder::registry {
namespace {

using HouseholdRule = std::function<absl::StatusOr<Household>(Household)>;

// Tells of every member and saves the class intervals that follow from the household's new status.
absl::Status TellMembers(mysql::Transaction& tx, const rpc::Call& call,
                         const ServiceContext& context, const Household& household) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Person> members, LockMembers(tx, household.root.id));
  for (const Person& before : members) {
    Person after = before;
    after.households[household.root.id] = household.status;
    after.root.version = before.root.version + 1;
    LADDER_RETURN_IF_ERROR(EmitPerson(tx, call.origin(), &before, after, context.rules));
    LADDER_RETURN_IF_ERROR(SavePerson(tx, before, after, context.rules));
  }
  return absl::OkStatus();
}

// Changes what the poverty office says of a household; the members' classes follow in the same
// transaction.
absl::StatusOr<v1::Household> ChangeStatus(const rpc::Call& call, ServiceContext& context,
                                           absl::string_view name, absl::string_view etag,
                                           const HouseholdRule& rule) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kHouseholdName, name));
  return context.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Household> {
        LADDER_ASSIGN_OR_RETURN(const Household before,
                                LockHousehold(tx, id, call.scope(), call.today()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(etag, before.root.version));
        LADDER_ASSIGN_OR_RETURN(Household after, rule(before));
        LADDER_RETURN_IF_ERROR(EmitHousehold(tx, call.origin(), &before, after));
        LADDER_RETURN_IF_ERROR(SaveHousehold(tx, before, after));
        LADDER_RETURN_IF_ERROR(TellMembers(tx, call, context, after));
        return ToProto(ViewOf(after, call.today()));
      });
}

// Changes which household counts a person. The household is locked before the person.
absl::StatusOr<v1::Household> ChangeMember(
    const rpc::Call& call, ServiceContext& context, absl::string_view name,
    absl::string_view person,
    const std::function<absl::StatusOr<Person>(Person, const Household&)>& rule) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kHouseholdName, name));
  LADDER_ASSIGN_OR_RETURN(const Ulid member, rpc::ParseId(kPersonName, person, "person"));
  return context.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Household> {
        LADDER_ASSIGN_OR_RETURN(const Household before,
                                LockHousehold(tx, id, call.scope(), call.today()));
        Household after = WithOtherMembers(before);
        LADDER_RETURN_IF_ERROR(ChangePerson(tx, call, context, member, "", [&](Person changed) {
                                 return rule(std::move(changed), after);
                               }).status());
        LADDER_RETURN_IF_ERROR(EmitHousehold(tx, call.origin(), &before, after));
        LADDER_RETURN_IF_ERROR(SaveHousehold(tx, before, after));
        LADDER_ASSIGN_OR_RETURN(
            const HouseholdView view,
            registry::GetHousehold(tx, id, call.scope(), Moment::Now(call.today())));
        return ToProto(view);
      });
}

absl::StatusOr<Household> Found(const rpc::Call& call, const v1::NewHousehold& request,
                                const DivisionTable& divisions) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::IdForCreate(request.household_id(), call.now(), "household_id"));
  LADDER_ASSIGN_OR_RETURN(
      const CivilDay from,
      ParseDayOr(request.has_valid_from(), request.valid_from(), call.today(), "valid_from"));
  LADDER_ASSIGN_OR_RETURN(const NewHousehold facts,
                          ParseNewHousehold(request.household(), id, from, divisions));
  const HouseholdHome& home = facts.home;
  if (!call.scope().Covers(home.registered.number()) &&
      !call.scope().Covers(home.residence.number())) {
    return RefuseField(Reason::kDivisionOutOfScope, "household.register_division");
  }
  absl::StatusOr<Household> household = FoundHousehold(facts, call.today());
  if (!household.ok()) return UnderField(household.status(), "household");
  return household;
}

absl::Status Insert(mysql::Transaction& tx, const rpc::Call& call, Household& household) {
  LADDER_RETURN_IF_ERROR(EmitHousehold(tx, call.origin(), nullptr, household));
  return InsertHousehold(tx, household);
}

}  // namespace

void HouseholdRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.registry.v1.HouseholdService")
      .Unary("GetHousehold", this, &HouseholdRpc::GetHousehold)
      .Unary("ListHouseholds", this, &HouseholdRpc::ListHouseholds)
      .Unary("CountHouseholds", this, &HouseholdRpc::CountHouseholds)
      .Unary("CreateHousehold", this, &HouseholdRpc::CreateHousehold)
      .Unary("BatchCreateHouseholds", this, &HouseholdRpc::BatchCreateHouseholds)
      .Unary("SetHouseholdClass", this, &HouseholdRpc::SetHouseholdClass)
      .Unary("ClearHouseholdRisk", this, &HouseholdRpc::ClearHouseholdRisk)
      .Unary("AddHouseholdMember", this, &HouseholdRpc::AddHouseholdMember)
      .Unary("RemoveHouseholdMember", this, &HouseholdRpc::RemoveHouseholdMember);
}

absl::StatusOr<v1::Household> HouseholdRpc::GetHousehold(const rpc::Call& call,
                                                         const v1::GetHouseholdRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kHouseholdName, request.name()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Household> {
        LADDER_ASSIGN_OR_RETURN(
            const HouseholdView view,
            registry::GetHousehold(tx, id, call.scope(), Moment::Now(call.today())));
        return ToProto(view);
      });
}

absl::StatusOr<v1::ListHouseholdsResponse> HouseholdRpc::ListHouseholds(
    const rpc::Call& call, const v1::ListHouseholdsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const AskedArea area, ParseArea(request, context_.divisions));
  LADDER_ASSIGN_OR_RETURN(const CivilDay day,
                          ParseDayOr(request.has_as_of(), request.as_of(), call.today(), "as_of"));
  HouseholdQuery query{.moment = Moment::Now(page.first ? day : page.as_of), .size = page.size};
  page.as_of = query.moment.as_of;
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  if (request.household_class() != v1::HOUSEHOLD_CLASS_UNSPECIFIED) {
    query.household_class = static_cast<HouseholdClass>(request.household_class());
  }
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListHouseholdsResponse> {
        LADDER_ASSIGN_OR_RETURN(query.asked, RangesOf(tx, area, query.moment.as_of));
        LADDER_ASSIGN_OR_RETURN(const Listed<HouseholdView> listed,
                                registry::ListHouseholds(tx, call.scope(), query));
        v1::ListHouseholdsResponse response;
        for (const HouseholdView& view : listed.rows) *response.add_households() = ToProto(view);
        if (listed.more)
          response.set_next_page_token(context_.pager.Next(call, page, listed.last.ToString()));
        return response;
      });
}

absl::StatusOr<v1::CountHouseholdsResponse> HouseholdRpc::CountHouseholds(
    const rpc::Call& call, const v1::CountHouseholdsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const AskedArea area, ParseArea(request, context_.divisions));
  LADDER_ASSIGN_OR_RETURN(const CivilDay day,
                          ParseDayOr(request.has_as_of(), request.as_of(), call.today(), "as_of"));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::CountHouseholdsResponse> {
        HouseholdQuery query{.moment = Moment::Now(day)};
        LADDER_ASSIGN_OR_RETURN(query.asked, RangesOf(tx, area, day));
        LADDER_ASSIGN_OR_RETURN(const auto counts,
                                registry::CountHouseholds(tx, call.scope(), query));
        v1::CountHouseholdsResponse response;
        for (const auto& [household_class, count] : counts) {
          auto& row = *response.add_counts();
          row.set_household_class(static_cast<v1::HouseholdClass>(household_class));
          row.set_households(count.households);
          row.set_people(count.people);
        }
        *response.mutable_as_of() = rpc::ToDate(day);
        return response;
      });
}

absl::StatusOr<v1::Household> HouseholdRpc::CreateHousehold(
    const rpc::Call& call, const v1::CreateHouseholdRequest& request) {
  v1::NewHousehold facts;
  *facts.mutable_household() = request.household();
  facts.set_household_id(request.household_id());
  if (request.has_valid_from()) *facts.mutable_valid_from() = request.valid_from();
  LADDER_ASSIGN_OR_RETURN(const Household founded, Found(call, facts, context_.divisions));
  return context_.transactor.Transact(call,
                                      [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Household> {
                                        Household household = founded;
                                        LADDER_RETURN_IF_ERROR(Insert(tx, call, household));
                                        return ToProto(ViewOf(household, call.today()));
                                      });
}

absl::StatusOr<v1::BatchCreateHouseholdsResponse> HouseholdRpc::BatchCreateHouseholds(
    const rpc::Call& call, const v1::BatchCreateHouseholdsRequest& request) {
  std::vector<Household> founded;
  for (int i = 0; i < request.households_size(); ++i) {
    absl::StatusOr<Household> household = Found(call, request.households(i), context_.divisions);
    if (!household.ok()) return UnderField(household.status(), absl::StrCat("households[", i, "]"));
    founded.push_back(*std::move(household));
  }
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::BatchCreateHouseholdsResponse> {
        v1::BatchCreateHouseholdsResponse response;
        for (Household household : founded) {
          LADDER_RETURN_IF_ERROR(Insert(tx, call, household));
          *response.add_households() = ToProto(ViewOf(household, call.today()));
        }
        return response;
      });
}

absl::StatusOr<v1::Household> HouseholdRpc::SetHouseholdClass(
    const rpc::Call& call, const v1::SetHouseholdClassRequest& request) {
  StatusChange change{.household_class = static_cast<HouseholdClass>(request.household_class())};
  LADDER_ASSIGN_OR_RETURN(change.from, rpc::ParseDate(request.valid_from(), "valid_from"));
  LADDER_ASSIGN_OR_RETURN(change.risk_on,
                          ParseOptionalDay(request.has_risk_on(), request.risk_on(), "risk_on"));
  return ChangeStatus(call, context_, request.name(), request.etag(), [&](Household household) {
    return SetClass(std::move(household), change, call.today());
  });
}

absl::StatusOr<v1::Household> HouseholdRpc::ClearHouseholdRisk(
    const rpc::Call& call, const v1::ClearHouseholdRiskRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, rpc::ParseDate(request.cleared_on(), "cleared_on"));
  return ChangeStatus(call, context_, request.name(), request.etag(), [&](Household household) {
    return ClearRisk(std::move(household), day, call.today());
  });
}

absl::StatusOr<v1::Household> HouseholdRpc::AddHouseholdMember(
    const rpc::Call& call, const v1::AddHouseholdMemberRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const CivilDay from, rpc::ParseDate(request.valid_from(), "valid_from"));
  return ChangeMember(call, context_, request.name(), request.person(),
                      [&](Person person, const Household& household) {
                        return JoinHousehold(std::move(person), household, request.relation(), from,
                                             call.today(), context_.rules);
                      });
}

absl::StatusOr<v1::Household> HouseholdRpc::RemoveHouseholdMember(
    const rpc::Call& call, const v1::RemoveHouseholdMemberRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const CivilDay from, rpc::ParseDate(request.valid_from(), "valid_from"));
  return ChangeMember(call, context_, request.name(), request.person(),
                      [&](Person person, const Household& household) {
                        return LeaveHousehold(std::move(person), household.root.id, from,
                                              call.today());
                      });
}

}  // namespace ladder::registry
