#include "registry-svc/domain/household.h"

#include <utility>

#include "ladder/registry/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/domain/checks.h"

namespace ladder::registry {
namespace {

// The steps of the national system: a household is registered, exits, may become unstable; any
// other may be found at the margin or in sudden hardship; whoever is monitored ends as NONE or,
// once out of poverty, as OUT_OF_POVERTY again.
bool IsStep(HouseholdClass before, HouseholdClass after) {
  switch (after) {
    case HouseholdClass::kRegisteredPoor:
      return before != HouseholdClass::kRegisteredPoor;
    case HouseholdClass::kOutOfPoverty:
      return before == HouseholdClass::kRegisteredPoor || before == HouseholdClass::kUnstable;
    case HouseholdClass::kUnstable:
      return before == HouseholdClass::kOutOfPoverty;
    case HouseholdClass::kMarginal:
    case HouseholdClass::kSuddenHardship:
      return before != after && before != HouseholdClass::kRegisteredPoor;
    case HouseholdClass::kNone:
      return IsTarget(before);
    default:
      return false;
  }
}

absl::Status CheckStatus(const HouseholdStatus& status, CivilDay today) {
  if (IsMonitored(status.household_class) && !status.risk_on) {
    return RefuseField(Reason::kRiskDayRequired, "risk_date");
  }
  for (const auto& [day, field] :
       {std::pair{status.identified_on, "identified_date"},
        std::pair{status.exited_on, "exited_date"}, std::pair{status.risk_on, "risk_date"},
        std::pair{status.risk_cleared_on, "risk_cleared_date"}}) {
    if (day) LADDER_RETURN_IF_ERROR(NotInFuture(*day, today, field));
  }
  if (status.risk_on && status.risk_cleared_on) {
    return NotBefore(*status.risk_cleared_on, *status.risk_on, "risk_cleared_date");
  }
  return absl::OkStatus();
}

// The status after a step to `change.household_class` on its day.
HouseholdStatus Step(HouseholdStatus status, const StatusChange& change) {
  status.household_class = change.household_class;
  switch (change.household_class) {
    case HouseholdClass::kRegisteredPoor:
      status.identified_on = change.from;
      status.exited_on.reset();
      break;
    case HouseholdClass::kOutOfPoverty:
      if (!status.exited_on) status.exited_on = change.from;
      break;
    default:
      break;
  }
  status.risk_on = IsMonitored(change.household_class) ? change.risk_on : std::nullopt;
  status.risk_cleared_on.reset();
  return status;
}

}  // namespace

absl::StatusOr<Household> FoundHousehold(const NewHousehold& facts, CivilDay today) {
  LADDER_RETURN_IF_ERROR(NotInFuture(facts.from, today, "effective_date"));
  LADDER_RETURN_IF_ERROR(IsCommunity(facts.home.registered, "register_division"));
  LADDER_RETURN_IF_ERROR(IsCommunity(facts.home.residence, "residence_division"));
  LADDER_RETURN_IF_ERROR(CheckStatus(facts.status, today));
  return Household{.root = {.id = facts.id, .version = 1, .last_event = {}},
                   .number = facts.number,
                   .status = {facts.from, facts.status},
                   .home = {facts.from, facts.home}};
}

absl::StatusOr<Household> SetClass(Household household, const StatusChange& change,
                                   CivilDay today) {
  LADDER_RETURN_IF_ERROR(IsFactDay(change.from, household.status.first(), today, "effective_date"));
  const HouseholdStatus& before = *household.status.At(change.from);
  if (!IsStep(before.household_class, change.household_class)) {
    return Refuse(Reason::kHouseholdClassConflict,
                  {{"before", std::string(NameOf(before.household_class))},
                   {"after", std::string(NameOf(change.household_class))}});
  }
  const HouseholdStatus after = Step(before, change);
  LADDER_RETURN_IF_ERROR(CheckStatus(after, today));
  household.status.Set(change.from, after);
  ++household.root.version;
  return household;
}

absl::StatusOr<Household> ClearRisk(Household household, CivilDay on, CivilDay today) {
  LADDER_RETURN_IF_ERROR(NotInFuture(on, today, "risk_cleared_date"));
  const HouseholdStatus& now = household.status.periods().back().value;
  if (!IsMonitored(now.household_class) || now.risk_cleared_on) return Refuse(Reason::kRiskNotOpen);
  LADDER_RETURN_IF_ERROR(NotBefore(on, *now.risk_on, "risk_cleared_date"));
  // A fact about the whole monitoring, not one that starts on the day: whoever asks compares the
  // day itself.
  household.status.SetField(&HouseholdStatus::risk_cleared_on,
                            household.status.periods().back().from, std::optional<CivilDay>(on));
  ++household.root.version;
  return household;
}

absl::StatusOr<Household> ApplyPatch(Household household, const HouseholdPatch& patch,
                                     CivilDay today) {
  LADDER_RETURN_IF_ERROR(IsFactDay(patch.from, household.status.first(), today, "effective_date"));
  if (patch.registered) {
    LADDER_RETURN_IF_ERROR(IsCommunity(*patch.registered, "register_division"));
  }
  if (patch.residence) {
    LADDER_RETURN_IF_ERROR(IsCommunity(*patch.residence, "residence_division"));
  }
  household.status.SetFieldIf(&HouseholdStatus::aid, patch.from, patch.aid);
  household.status.SetFieldIf(&HouseholdStatus::causes, patch.from, patch.causes);
  household.home.SetFieldIf(&HouseholdHome::registered, patch.from, patch.registered);
  household.home.SetFieldIf(&HouseholdHome::residence, patch.from, patch.residence);
  household.home.SetFieldIf(&HouseholdHome::relocated, patch.from, patch.relocated);
  household.home.SetFieldIf(&HouseholdHome::site, patch.from, patch.site);
  ++household.root.version;
  return household;
}

Household WithOtherMembers(Household household) {
  ++household.root.version;
  return household;
}

absl::string_view NameOf(HouseholdClass c) {
  switch (c) {
    case HouseholdClass::kUnspecified:
      return "UNSPECIFIED";
    case HouseholdClass::kNone:
      return "NONE";
    case HouseholdClass::kRegisteredPoor:
      return "REGISTERED_POOR";
    case HouseholdClass::kOutOfPoverty:
      return "OUT_OF_POVERTY";
    case HouseholdClass::kUnstable:
      return "UNSTABLE";
    case HouseholdClass::kMarginal:
      return "MARGINAL";
    case HouseholdClass::kSuddenHardship:
      return "SUDDEN_HARDSHIP";
  }
  return "";
}

}  // namespace ladder::registry
