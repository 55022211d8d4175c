#include "registry-svc/rpc/household_convert.h"

#include <algorithm>
#include <optional>

#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/status/status.h"
#include "registry-svc/rpc/convert.h"

namespace ladder::registry {
namespace {

absl::Status ParseStatus(const v1::Household& household, HouseholdStatus& out) {
  out.household_class = static_cast<HouseholdClass>(household.household_class());
  if (household.aid() != v1::HOUSEHOLD_AID_UNSPECIFIED)
    out.aid = static_cast<HouseholdAid>(household.aid());
  for (const int cause : household.causes()) out.causes.Add(static_cast<PovertyCause>(cause));
  LADDER_ASSIGN_OR_RETURN(
      out.identified_on,
      ParseOptionalDay(household.has_identified_on(), household.identified_on(), "identified_on"));
  LADDER_ASSIGN_OR_RETURN(out.exited_on, ParseOptionalDay(household.has_exited_on(),
                                                          household.exited_on(), "exited_on"));
  LADDER_ASSIGN_OR_RETURN(
      out.risk_on, ParseOptionalDay(household.has_risk_on(), household.risk_on(), "risk_on"));
  LADDER_ASSIGN_OR_RETURN(out.risk_cleared_on,
                          ParseOptionalDay(household.has_risk_cleared_on(),
                                           household.risk_cleared_on(), "risk_cleared_on"));
  return absl::OkStatus();
}

absl::Status ParseHome(const v1::Household& household, const DivisionTable& divisions,
                       HouseholdHome& out) {
  LADDER_ASSIGN_OR_RETURN(out.registered, ParseDivisionName(household.register_division(),
                                                            divisions, "register_division"));
  out.residence = out.registered;
  if (!household.residence_division().empty()) {
    LADDER_ASSIGN_OR_RETURN(out.residence, ParseDivisionName(household.residence_division(),
                                                             divisions, "residence_division"));
  }
  out.relocated = household.relocated();
  out.site = household.relocation_site();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<NewHousehold> ParseNewHousehold(const v1::Household& household, const Ulid& id,
                                               CivilDay from, const DivisionTable& divisions) {
  NewHousehold out{.id = id, .from = from};
  const absl::StatusOr<HouseholdNo> number = ParseHouseholdNo(household.household_no());
  LADDER_RETURN_IF_ERROR(
      UnderField(JoinFieldRefusals({number.status(), ParseStatus(household, out.status),
                                    ParseHome(household, divisions, out.home)}),
                 "household"));
  out.number = *number;
  return out;
}

HouseholdView ViewOf(const Household& household, CivilDay day) {
  HouseholdView view{.root = household.root, .number = household.number};
  if (const HouseholdStatus* status =
          household.status.At(std::max(day, household.status.first()))) {
    view.status = *status;
  }
  if (const HouseholdHome* home = household.home.At(std::max(day, household.home.first())))
    view.home = *home;
  return view;
}

v1::Household ToProto(const HouseholdView& view) {
  v1::Household proto;
  proto.set_name(NameOfHousehold(view.root.id));
  proto.set_household_no(view.number.value());
  proto.set_household_class(static_cast<v1::HouseholdClass>(view.status.household_class));
  proto.set_aid(static_cast<v1::HouseholdAid>(view.status.aid));
  for (const PovertyCause cause : view.status.causes.codes())
    proto.add_causes(static_cast<v1::PovertyCause>(cause));
  if (view.status.identified_on)
    *proto.mutable_identified_on() = rpc::ToDate(*view.status.identified_on);
  if (view.status.exited_on) *proto.mutable_exited_on() = rpc::ToDate(*view.status.exited_on);
  if (view.status.risk_on) *proto.mutable_risk_on() = rpc::ToDate(*view.status.risk_on);
  if (view.status.risk_cleared_on)
    *proto.mutable_risk_cleared_on() = rpc::ToDate(*view.status.risk_cleared_on);
  proto.set_register_division(NameOfDivision(view.home.registered.number()));
  proto.set_residence_division(NameOfDivision(view.home.residence.number()));
  proto.set_relocated(view.home.relocated);
  proto.set_relocation_site(view.home.site);
  for (const Ulid& member : view.members) proto.add_members(NameOfPerson(member));
  proto.set_etag(rpc::EtagOf(view.root.version));
  return proto;
}

}  // namespace ladder::registry
