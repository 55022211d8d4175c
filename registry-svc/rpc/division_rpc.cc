#include "registry-svc/rpc/division_rpc.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/standards/text.h"
#include "platform/status/status.h"
#include "registry-svc/domain/zone.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/storage/zones.h"

namespace ladder::registry {
namespace {

v1::Division ToProto(DivisionCode code, const DivisionTable& table) {
  v1::Division proto;
  proto.set_name(NameOfDivision(code.number()));
  proto.set_display_name(std::string(table.NameOf(code)));
  proto.set_full_name(table.FullNameOf(code));
  if (code.Parent() != DivisionCode()) proto.set_parent(NameOfDivision(code.Parent().number()));
  return proto;
}

v1::Zone ToProto(const Zone& zone, CivilDay day) {
  v1::Zone proto;
  proto.set_name(NameOfZone(zone.root.id));
  proto.set_display_name(zone.display_name);
  const CivilDay at = std::max(day, zone.members.first());
  for (const Period<ZoneMembers>& period : zone.members.periods()) {
    if (!period.Holds(at)) continue;
    for (const DivisionCode member : period.value)
      proto.add_members(NameOfDivision(member.number()));
    *proto.mutable_valid_from() = rpc::ToDate(period.from);
  }
  proto.set_etag(rpc::EtagOf(zone.root.version));
  return proto;
}

absl::StatusOr<ZoneMembers> ParseMembers(const v1::Zone& zone, const DivisionTable& table) {
  ZoneMembers members;
  for (int i = 0; i < zone.members_size(); ++i) {
    LADDER_ASSIGN_OR_RETURN(
        const DivisionCode member,
        ParseDivisionName(zone.members(i), table, absl::StrCat("zone.members[", i, "]")));
    members.push_back(member);
  }
  std::sort(members.begin(), members.end());
  return members;
}

}  // namespace

void DivisionRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.registry.v1.DivisionService")
      .Unary("GetDivision", this, &DivisionRpc::GetDivision)
      .Unary("ListDivisions", this, &DivisionRpc::ListDivisions);
  binder.Service("ladder.registry.v1.ZoneService")
      .Unary("GetZone", this, &DivisionRpc::GetZone)
      .Unary("ListZones", this, &DivisionRpc::ListZones)
      .Unary("CreateZone", this, &DivisionRpc::CreateZone);
}

absl::StatusOr<v1::Division> DivisionRpc::GetDivision(const rpc::Call&,
                                                      const v1::GetDivisionRequest& request) {
  const absl::StatusOr<DivisionCode> code =
      ParseDivisionName(request.name(), context_.divisions, "name");
  if (ReasonOf(code.status()) == "DIV_UNKNOWN") {
    return Refuse(ladder::Reason::kNotFound, {{"name", request.name()}});
  }
  LADDER_RETURN_IF_ERROR(code.status());
  return ToProto(*code, context_.divisions);
}

absl::StatusOr<v1::ListDivisionsResponse> DivisionRpc::ListDivisions(
    const rpc::Call& call, const v1::ListDivisionsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  DivisionCode parent;
  if (!request.parent().empty()) {
    LADDER_ASSIGN_OR_RETURN(parent,
                            ParseDivisionName(request.parent(), context_.divisions, "parent"));
  }
  int64_t after = 0;
  if (!page.after.empty() && !absl::SimpleAtoi(page.after, &after)) {
    return RefuseField(ladder::Reason::kPageTokenInvalid, "page_token");
  }
  std::vector<DivisionCode> children = context_.divisions.ChildrenOf(parent);
  children.erase(children.begin(),
                 std::find_if(children.begin(), children.end(),
                              [&](DivisionCode child) { return child.number() > after; }));
  v1::ListDivisionsResponse response;
  if (CutToPage(children, page)) {
    response.set_next_page_token(
        context_.pager.Next(call, page, absl::StrCat(children.back().number())));
  }
  for (const DivisionCode child : children)
    *response.add_divisions() = ToProto(child, context_.divisions);
  return response;
}

absl::StatusOr<v1::Zone> DivisionRpc::GetZone(const rpc::Call& call,
                                              const v1::GetZoneRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kZoneName, request.name()));
  return context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Zone> {
    LADDER_ASSIGN_OR_RETURN(const Zone zone, registry::GetZone(tx, id));
    return ToProto(zone, call.today());
  });
}

absl::StatusOr<v1::ListZonesResponse> DivisionRpc::ListZones(const rpc::Call& call,
                                                             const v1::ListZonesRequest&) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid after, IdAfter(page));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListZonesResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<Zone> zones,
                                registry::ListZones(tx, after, page.size + 1));
        v1::ListZonesResponse response;
        if (CutToPage(zones, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, zones.back().root.id.ToBytes()));
        }
        for (const Zone& zone : zones) *response.add_zones() = ToProto(zone, call.today());
        return response;
      });
}

absl::StatusOr<v1::Zone> DivisionRpc::CreateZone(const rpc::Call& call,
                                                 const v1::CreateZoneRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::IdForCreate(request.zone_id(), call.now(), "zone_id"));
  LADDER_ASSIGN_OR_RETURN(const ZoneMembers members,
                          ParseMembers(request.zone(), context_.divisions));
  LADDER_ASSIGN_OR_RETURN(const CivilDay from,
                          ParseDayOr(request.zone().has_valid_from(), request.zone().valid_from(),
                                     call.today(), "zone.valid_from"));
  LADDER_ASSIGN_OR_RETURN(
      const std::string name,
      ParseText(request.zone().display_name(), {.field = "zone.display_name", .required = true}));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Zone> {
        LADDER_ASSIGN_OR_RETURN(Zone zone, FoundZone(id, name, members, from, call.today()));
        LADDER_RETURN_IF_ERROR(EmitZone(tx, call.origin(), zone));
        LADDER_RETURN_IF_ERROR(InsertZone(tx, zone));
        return ToProto(zone, call.today());
      });
}

}  // namespace ladder::registry
