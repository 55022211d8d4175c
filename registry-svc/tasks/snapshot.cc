#include "registry-svc/tasks/snapshot.h"

#include <string>
#include <utility>

#include "platform/status/status.h"
#include "registry-svc/rpc/convert.h"
#include "registry-svc/rpc/events.h"
#include "registry-svc/storage/households.h"
#include "registry-svc/storage/intentions.h"
#include "registry-svc/storage/persons.h"
#include "registry-svc/storage/zones.h"

namespace ladder::registry {
namespace {

using Items = std::vector<std::pair<Ulid, feed::SnapshotItem>>;

// A page of aggregates as items: `load` reads them, `name_of` and `tell` say what they are.
template <typename Load, typename NameOf, typename Tell>
feed::SnapshotPager PagerOf(Load load, NameOf name_of, Tell tell) {
  return [=](mysql::Transaction& tx, int partition, const Ulid& after,
             int limit) -> absl::StatusOr<Items> {
    LADDER_ASSIGN_OR_RETURN(const auto aggregates, load(tx, partition, after, limit));
    Items items;
    for (const auto& aggregate : aggregates) {
      const auto event = tell(aggregate);
      items.emplace_back(aggregate.root.id,
                         feed::SnapshotItem{.aggregate = name_of(aggregate.root.id),
                                            .version = aggregate.root.version,
                                            .last_event = aggregate.root.last_event,
                                            .type = event.GetDescriptor()->full_name(),
                                            .state = event.SerializeAsString()});
    }
    return items;
  };
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
