#include "registry-svc/domain/zone.h"

#include <algorithm>
#include <utility>

#include "ladder/registry/v1/reasons.h"
#include "platform/status/status.h"
#include "registry-svc/domain/checks.h"

namespace ladder::registry {

absl::StatusOr<Zone> FoundZone(const Ulid& id, std::string display_name, ZoneMembers members,
                               CivilDay from, CivilDay today) {
  LADDER_RETURN_IF_ERROR(NotInFuture(from, today, "effective_date"));
  for (const DivisionCode member : members)
    LADDER_RETURN_IF_ERROR(IsCommunity(member, "divisions"));
  std::sort(members.begin(), members.end());
  const bool twice = std::adjacent_find(members.begin(), members.end()) != members.end();
  if (members.empty() || twice || members.size() > Zone::kMembersMax) {
    return RefuseField(Reason::kZoneMembersInvalid, "divisions");
  }
  return Zone{.root = {.id = id, .version = 1, .last_event = {}},
              .display_name = std::move(display_name),
              .members = {from, std::move(members)}};
}

}  // namespace ladder::registry
