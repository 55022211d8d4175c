#include "registry-svc/tasks/snapshot.h"

#include <algorithm>

#include "platform/feed/snapshot_pages.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/storage/households.h"
#include "registry-svc/storage/intentions.h"
#include "registry-svc/storage/persons.h"
#include "registry-svc/storage/zones.h"

namespace ladder::registry {
namespace {

using Item = absl::StatusOr<feed::SnapshotItem>;

}  // namespace

std::vector<feed::SnapshotPager> SnapshotPagers(const ServiceContext& context,
                                                const server::Process& process) {
  const auto today = [&process] { return process.civil_clock().Today(); };
  const auto person_item = [&context, today](mysql::Transaction&, const Person& person) -> Item {
    const CivilDay day = std::max(today(), person.first_day());
    return feed::ItemOf(person.root, NameOfPerson(person.root.id),
                        ToEvent(person, today(), context.rules), DivisionsOf(person, day));
  };
  const auto household_item = [today](mysql::Transaction&, const Household& household) -> Item {
    const CivilDay day = std::max(today(), household.home.first());
    return feed::ItemOf(household.root, NameOfHousehold(household.root.id),
                        ToEvent(household, today()), DivisionsOf(household, day));
  };
  const auto intention_item = [](mysql::Transaction&, const Intention& intention) -> Item {
    return feed::ItemOf(intention.root, NameOfIntention(intention.root.id), ToEvent(intention));
  };
  const auto zone_item = [today](mysql::Transaction&, const Zone& zone) -> Item {
    return feed::ItemOf(zone.root, NameOfZone(zone.root.id), ToEvent(zone, today()));
  };
  return {feed::PagerOf(SnapshotPersons, person_item),
          feed::PagerOf(SnapshotHouseholds, household_item),
          feed::PagerOf(SnapshotIntentions, intention_item),
          feed::PagerOf(SnapshotZones, zone_item)};
}

}  // namespace ladder::registry
