#include "registry-svc/rpc/area_convert.h"

#include <algorithm>

#include "ladder/options/v1/reasons.h"
#include "platform/rpc/names.h"
#include "registry-svc/storage/zones.h"

namespace ladder::registry {

absl::StatusOr<AskedArea> ParseAskedArea(
    const google::protobuf::RepeatedPtrField<std::string>& divisions, const std::string& zone,
    const DivisionTable& table) {
  AskedArea area;
  LADDER_ASSIGN_OR_RETURN(area.ranges, ParseAskedDivisions(divisions, table));
  if (!zone.empty()) {
    LADDER_ASSIGN_OR_RETURN(area.zone, rpc::ParseId(kZoneName, zone, "zone"));
  }
  return area;
}

absl::StatusOr<std::optional<std::vector<DivisionRange>>> RangesOf(mysql::Transaction& tx,
                                                                   const AskedArea& area,
                                                                   CivilDay day) {
  if (!area.zone) return area.ranges;
  LADDER_ASSIGN_OR_RETURN(const Zone zone, GetZone(tx, *area.zone));
  std::vector<DivisionRange> ranges = area.ranges.value_or(std::vector<DivisionRange>());
  if (const ZoneMembers* members = zone.members.At(day)) {
    for (const DivisionCode member : *members)
      ranges.push_back({member.number(), member.last_number()});
  }
  return std::optional<std::vector<DivisionRange>>(std::move(ranges));
}

absl::StatusOr<Moment> PinSettled(mysql::Transaction& tx, const AskedMoment& asked,
                                  absl::Duration settle, rpc::Page& page) {
  if (page.first) {
    LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
    page.as_of = asked.as_of;
    page.known_at = std::min(asked.known_at.value_or(absl::InfiniteFuture()), now - settle);
  }
  return Moment{.as_of = page.as_of, .known_at = page.known_at};
}

absl::StatusOr<Moment> PinCurrent(mysql::Transaction& tx, const AskedMoment& asked,
                                  absl::Duration settle, rpc::Page& page) {
  if (asked.known_at) return PinSettled(tx, asked, settle, page);
  if (page.first) page.as_of = asked.as_of;
  return Moment::Now(page.as_of);
}

}  // namespace ladder::registry
