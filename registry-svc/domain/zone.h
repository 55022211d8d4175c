// Management zones: named sets of communities that no national code describes (docs/domain.md
// R01, 2.1).
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "platform/standards/division.h"
#include "registry-svc/domain/timeline.h"

namespace ladder::registry {

// A zone's members on a day: communities in the order of their codes.
using ZoneMembers = std::vector<DivisionCode>;

struct Zone {
  static constexpr size_t kMembersMax = 64;  // as many as a scope has ranges

  Root root = {};
  absl::Time recorded = absl::InfinitePast();
  std::string display_name = "";
  Timeline<ZoneMembers> members = {};
};

// A zone whose members hold from `from`. ZONE_MEMBERS_INVALID, DIVISION_NOT_COMMUNITY,
// DAY_IN_FUTURE.
absl::StatusOr<Zone> FoundZone(const Ulid& id, std::string display_name, ZoneMembers members,
                               CivilDay from, CivilDay today);

}  // namespace ladder::registry
