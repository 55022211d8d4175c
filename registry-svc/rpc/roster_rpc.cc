#include "registry-svc/rpc/roster_rpc.h"

#include "platform/rpc/convert.h"
#include "platform/status/status.h"
#include "registry-svc/domain/roster.h"
#include "registry-svc/rpc/area_convert.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/storage/rosters.h"

namespace ladder::registry {
namespace {

// What counts and lists ask alike, but for the moment and the area.
template <typename Request>
RosterQuery QueryOf(const Request& request) {
  RosterQuery query{.by = static_cast<PlaceBy>(request.place_by()),
                    .include_elderly = request.include_elderly()};
  if (request.household_class() != v1::HOUSEHOLD_CLASS_UNSPECIFIED) {
    query.household_class = static_cast<HouseholdClass>(request.household_class());
  }
  return query;
}

v1::CountRostersResponse ToProto(const RosterCounts& counts, const Moment& moment) {
  v1::CountRostersResponse proto;
  proto.set_base(counts.base);
  proto.set_employed(counts.employed);
  proto.set_unemployed(counts.unemployed);
  proto.set_not_in_labour_force(counts.not_in_labour_force);
  proto.set_intentions(counts.intentions);
  proto.set_people_with_intentions(counts.people_with_intentions);
  proto.set_training_needs(counts.training_needs);
  proto.set_people_with_training_needs(counts.people_with_training_needs);
  proto.set_school_leavers(counts.school_leavers);
  for (const auto& [primary_class, people] : counts.classes) {
    v1::ClassCount& row = *proto.add_classes();
    row.set_primary_class(static_cast<v1::PrimaryClass>(primary_class));
    row.set_people(people);
  }
  *proto.mutable_as_of() = rpc::ToDate(moment.as_of);
  *proto.mutable_known_at() = rpc::ToTimestamp(moment.known_at);
  return proto;
}

v1::RosterEntry ToProto(const RosterEntry& entry) {
  v1::RosterEntry proto;
  proto.set_person(NameOfPerson(entry.person));
  proto.set_display_name(entry.name.value());
  proto.set_primary_class(static_cast<v1::PrimaryClass>(entry.facts.primary_class));
  proto.set_verified(entry.facts.verified);
  proto.set_household_class(static_cast<v1::HouseholdClass>(entry.facts.household_class));
  proto.set_register_division(NameOfDivision(entry.facts.home.registered.number()));
  proto.set_residence_division(NameOfDivision(entry.facts.home.residence.number()));
  if (entry.intention) proto.set_intention(NameOfIntention(*entry.intention));
  proto.set_intention_kind(static_cast<v1::IntentionKind>(entry.intention_kind));
  return proto;
}

}  // namespace

void RosterRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.registry.v1.RosterService")
      .Unary("CountRosters", this, &RosterRpc::CountRosters)
      .Unary("ListRosterEntries", this, &RosterRpc::ListRosterEntries);
}

absl::StatusOr<v1::CountRostersResponse> RosterRpc::CountRosters(
    const rpc::Call& call, const v1::CountRostersRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const AskedArea area, ParseArea(request, context_.divisions));
  LADDER_ASSIGN_OR_RETURN(const AskedMoment asked, ParseMoment(request, call.today()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::CountRostersResponse> {
        rpc::Page whole;
        RosterQuery query = QueryOf(request);
        LADDER_ASSIGN_OR_RETURN(query.moment, PinSettled(tx, asked, context_.settle_time, whole));
        LADDER_ASSIGN_OR_RETURN(query.asked, RangesOf(tx, area, query.moment.as_of));
        LADDER_ASSIGN_OR_RETURN(const RosterCounts counts,
                                registry::CountRosters(tx, call.scope(), query));
        return ToProto(counts, query.moment);
      });
}

absl::StatusOr<v1::ListRosterEntriesResponse> RosterRpc::ListRosterEntries(
    const rpc::Call& call, const v1::ListRosterEntriesRequest& request) {
  LADDER_ASSIGN_OR_RETURN(rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const AskedArea area, ParseArea(request, context_.divisions));
  LADDER_ASSIGN_OR_RETURN(const AskedMoment asked, ParseMoment(request, call.today()));
  RosterPage roster_page{.size = page.size};
  LADDER_ASSIGN_OR_RETURN(roster_page.after, ParseListKey(page.after));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListRosterEntriesResponse> {
        RosterQuery query = QueryOf(request);
        LADDER_ASSIGN_OR_RETURN(query.moment, PinSettled(tx, asked, context_.settle_time, page));
        LADDER_ASSIGN_OR_RETURN(query.asked, RangesOf(tx, area, query.moment.as_of));
        LADDER_ASSIGN_OR_RETURN(
            const Listed<RosterEntry> listed,
            registry::ListRosterEntries(tx, call.scope(), static_cast<Roster>(request.roster()),
                                        query, roster_page));
        v1::ListRosterEntriesResponse response;
        for (const RosterEntry& entry : listed.rows) *response.add_entries() = ToProto(entry);
        if (listed.more)
          response.set_next_page_token(context_.pager.Next(call, page, listed.last.ToString()));
        *response.mutable_as_of() = rpc::ToDate(query.moment.as_of);
        *response.mutable_known_at() = rpc::ToTimestamp(query.moment.known_at);
        return response;
      });
}

}  // namespace ladder::registry
