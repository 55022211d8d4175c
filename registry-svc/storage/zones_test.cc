#include "registry-svc/storage/zones.h"

#include "registry-svc/storage/builders.h"

namespace ladder::registry {
namespace {

class ZonesTest : public StorageTest {};

TEST_F(ZonesTest, KeepTheirMembersOverTime) {
  Zone zone =
      *FoundZone(Id(850), "经济开发区", {kMojiahe, kHujiajing}, CivilDay(2019, 1, 1), kToday);
  zone.members.Set(CivilDay(2020, 1, 1), {kHujiajing, kGuodihu});
  const auto insert = [&] {
    return Run([&](mysql::Transaction& tx) { return InsertZone(tx, zone); });
  };
  ASSERT_THAT(insert(), IsOk());
  EXPECT_THAT(insert(), Refused("ALREADY_EXISTS"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Zone read,
                              Run([](mysql::Transaction& tx) { return GetZone(tx, Id(850)); }));
  EXPECT_EQ(read.display_name, "经济开发区");
  EXPECT_EQ(read.members, zone.members);
  EXPECT_THAT(Run([](mysql::Transaction& tx) { return GetZone(tx, Id(851)); }),
              Refused("NOT_FOUND"));
  EXPECT_EQ(Run([](mysql::Transaction& tx) { return ListZones(tx, {}, 10); })->size(), 1u);
}

}  // namespace
}  // namespace ladder::registry
