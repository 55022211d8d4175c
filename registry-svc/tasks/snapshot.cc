#include "registry-svc/tasks/snapshot.h"

#include "platform/feed/snapshot_pages.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/storage/households.h"
#include "registry-svc/storage/intentions.h"
#include "registry-svc/storage/persons.h"
#include "registry-svc/storage/zones.h"

namespace ladder::registry {
namespace {

// Items that every reader sees: the roots of the registry carry no divisions of their own.
template <typename Load, typename NameOf, typename Tell>
feed::SnapshotPager PagerOf(Load load, NameOf name_of, Tell tell) {
  return feed::PagerOf(load, [=](mysql::Transaction&, const auto& aggregate) {
    return absl::StatusOr<feed::SnapshotItem>(
        feed::ItemOf(aggregate.root, name_of(aggregate.root.id), tell(aggregate)));
  });
}

}  // namespace

std::vector<feed::SnapshotPager> SnapshotPagers(const ServiceContext& context,
                                                const server::Process& process) {
  const auto today = [&process] { return process.civil_clock().Today(); };
  return {PagerOf(SnapshotPersons, NameOfPerson,
                  [&context, today](const Person& person) {
                    return ToEvent(person, today(), context.rules);
                  }),
          PagerOf(SnapshotHouseholds, NameOfHousehold,
                  [today](const Household& household) { return ToEvent(household, today()); }),
          PagerOf(SnapshotIntentions, NameOfIntention,
                  [](const Intention& intention) { return ToEvent(intention); }),
          PagerOf(SnapshotZones, NameOfZone,
                  [today](const Zone& zone) { return ToEvent(zone, today()); })};
}

}  // namespace ladder::registry
