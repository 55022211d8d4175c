#include "registry-svc/domain/zone.h"

#include "platform/testing/status_matchers.h"
#include "registry-svc/domain/builders.h"

namespace ladder::registry {
namespace {

TEST(ZoneTest, HasItsMembersInOrderEachOnce) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Zone zone, FoundZone(Id(1), "经济开发区", {kMojiahe, kHujiajing}, kToday, kToday));
  EXPECT_EQ(*zone.members.At(kToday), (ZoneMembers{kHujiajing, kMojiahe}));
  EXPECT_THAT(FoundZone(Id(1), "z", {kMojiahe}, kToday + 1, kToday), Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(FoundZone(Id(1), "z", {DivisionCode::FromNumber(420625100000)}, kToday, kToday),
              Refused("DIVISION_NOT_COMMUNITY"));
  EXPECT_THAT(FoundZone(Id(1), "z", {}, kToday, kToday), Refused("ZONE_MEMBERS_INVALID"));
  EXPECT_THAT(FoundZone(Id(1), "z", {kMojiahe, kMojiahe}, kToday, kToday),
              Refused("ZONE_MEMBERS_INVALID"));
}

}  // namespace
}  // namespace ladder::registry
