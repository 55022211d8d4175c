// Households: the poverty office's unit (docs/domain.md 2.3 I7, 2.4, 2.5). Their members are facts
// of the persons.
#pragma once

#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "platform/standards/division.h"
#include "registry-svc/domain/codes.h"
#include "registry-svc/domain/enum_set.h"
#include "registry-svc/domain/names.h"
#include "registry-svc/domain/timeline.h"

namespace ladder::registry {

// How the poverty office stands to the household on a day.
struct HouseholdStatus {
  HouseholdClass household_class = HouseholdClass::kNone;
  HouseholdAid aid = HouseholdAid::kNone;
  EnumSet<PovertyCause> causes = {};                       // at most three
  std::optional<CivilDay> identified_on = std::nullopt;    // registered as poor
  std::optional<CivilDay> exited_on = std::nullopt;        // lifted out of poverty
  std::optional<CivilDay> risk_on = std::nullopt;          // a monitored kind's risk was found
  std::optional<CivilDay> risk_cleared_on = std::nullopt;  // and is over from this day on
  friend bool operator==(const HouseholdStatus&, const HouseholdStatus&) = default;
};

// Where the household is registered and lives, and whether it was relocated from poor land.
struct HouseholdHome {
  DivisionCode registered = {};
  DivisionCode residence = {};
  bool relocated = false;
  std::string site = "";  // the relocation site
  friend bool operator==(const HouseholdHome&, const HouseholdHome&) = default;
};

struct Household {
  Root root = {};
  absl::Time recorded = absl::InfinitePast();  // record time of the last change
  HouseholdNo number = {};
  Timeline<HouseholdStatus> status = {};
  Timeline<HouseholdHome> home = {};
};

// What the persons' projection needs of households, by id.
using HouseholdStatuses = absl::flat_hash_map<Ulid, Timeline<HouseholdStatus>>;

constexpr bool IsTarget(HouseholdClass c) {
  return c != HouseholdClass::kNone && c != HouseholdClass::kUnspecified;
}
constexpr bool IsMonitored(HouseholdClass c) {
  return c == HouseholdClass::kUnstable || c == HouseholdClass::kMarginal ||
         c == HouseholdClass::kSuddenHardship;
}

struct NewHousehold {
  Ulid id = {};
  HouseholdNo number = {};
  HouseholdStatus status = {};
  HouseholdHome home = {};
  CivilDay from = {};  // the day these facts hold from
};

// A household as of its first version. DAY_IN_FUTURE, RISK_DAY_REQUIRED, DIVISION_NOT_COMMUNITY.
absl::StatusOr<Household> FoundHousehold(const NewHousehold& facts, CivilDay today);

// What the poverty office decides. Absent members stay as they are.
struct StatusChange {
  HouseholdClass household_class = HouseholdClass::kUnspecified;  // required
  std::optional<CivilDay> risk_on = std::nullopt;                 // for a monitored kind
  CivilDay from = {};
};
// Exit is REGISTERED_POOR to OUT_OF_POVERTY and is entered, never computed (docs/domain.md 3.6).
// HOUSEHOLD_CLASS_CONFLICT for a step the national system doesn't have, RISK_DAY_REQUIRED,
// DAY_IN_FUTURE, DAY_OUT_OF_ORDER.
absl::StatusOr<Household> SetClass(Household household, const StatusChange& change, CivilDay today);

// The risk of a monitored household is over from `on`. RISK_NOT_OPEN, DAY_IN_FUTURE,
// DAY_OUT_OF_ORDER.
absl::StatusOr<Household> ClearRisk(Household household, CivilDay on, CivilDay today);

struct HouseholdPatch {
  std::optional<HouseholdAid> aid = std::nullopt;
  std::optional<EnumSet<PovertyCause>> causes = std::nullopt;
  std::optional<DivisionCode> registered = std::nullopt;
  std::optional<DivisionCode> residence = std::nullopt;
  std::optional<bool> relocated = std::nullopt;
  std::optional<std::string> site = std::nullopt;
  CivilDay from = {};
};
absl::StatusOr<Household> ApplyPatch(Household household, const HouseholdPatch& patch,
                                     CivilDay today);

// Members came or went, which is part of what the household shows: one version further.
Household WithOtherMembers(Household household);

absl::string_view NameOf(HouseholdClass c);

}  // namespace ladder::registry
