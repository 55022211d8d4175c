#include "matching-svc/tasks/snapshot.h"

#include <string>
#include <utility>

#include "matching-svc/rpc/convert.h"
#include "matching-svc/rpc/events.h"
#include "matching-svc/rpc/hire_facts.h"
#include "matching-svc/storage/enterprises.h"
#include "matching-svc/storage/hires.h"
#include "matching-svc/storage/jobs.h"
#include "matching-svc/storage/persons.h"
#include "matching-svc/storage/referrals.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

using Items = std::vector<std::pair<Ulid, feed::SnapshotItem>>;

feed::SnapshotItem ItemOf(const Root& root, std::string name,
                          const google::protobuf::Message& state) {
  return {.aggregate = std::move(name),
          .version = root.version,
          .last_event = root.last_event,
          .type = state.GetDescriptor()->full_name(),
          .state = state.SerializeAsString()};
}

// Rows of a person go to those who see the person; one that the registry took back has no reader.
absl::Status Place(mysql::Transaction& tx, const Ulid& person, feed::SnapshotItem& item) {
  static const Scope& everyone =
      *new Scope(Scope::System("a snapshot holds every person's rows and says who may see them"));
  const absl::StatusOr<PersonBasics> basics = GetPersonBasics(tx, person, everyone);
  if (absl::IsNotFound(basics.status())) return absl::OkStatus();
  LADDER_RETURN_IF_ERROR(basics.status());
  item.divisions = basics->places.divisions();
  return absl::OkStatus();
}

absl::StatusOr<Items> Enterprises(mysql::Transaction& tx, int partition, const Ulid& after,
                                  int limit) {
  LADDER_ASSIGN_OR_RETURN(const auto enterprises, SnapshotEnterprises(tx, partition, after, limit));
  Items items;
  for (const Enterprise& each : enterprises) {
    items.emplace_back(each.root.id,
                       ItemOf(each.root, NameOfEnterprise(each.root.id), ToEvent(each)));
  }
  return items;
}

absl::StatusOr<Items> Jobs(mysql::Transaction& tx, int partition, const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const auto jobs, SnapshotJobs(tx, partition, after, limit));
  Items items;
  for (const Job& each : jobs) {
    items.emplace_back(each.root.id, ItemOf(each.root, NameOfJob(each.root.id), ToEvent(each)));
  }
  return items;
}

absl::StatusOr<Items> Referrals(mysql::Transaction& tx, int partition, const Ulid& after,
                                int limit) {
  LADDER_ASSIGN_OR_RETURN(const auto referrals, SnapshotReferrals(tx, partition, after, limit));
  Items items;
  for (const Referral& each : referrals) {
    feed::SnapshotItem item =
        ItemOf(each.root, NameOfReferral(each.person, each.root.id), ToEvent(each));
    LADDER_RETURN_IF_ERROR(Place(tx, each.person, item));
    items.emplace_back(each.root.id, std::move(item));
  }
  return items;
}

absl::StatusOr<Items> Hires(mysql::Transaction& tx, int partition, const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const auto hires, SnapshotHires(tx, partition, after, limit));
  Items items;
  for (const Hire& each : hires) {
    LADDER_ASSIGN_OR_RETURN(const HireFacts facts, FactsOf(tx, each));
    const std::string name = NameOfHire(each.root.id);
    feed::SnapshotItem item = each.state == HireState::kEnded
                                  ? ItemOf(each.root, name, ToEnded(facts))
                                  : ItemOf(each.root, name, ToStarted(facts));
    LADDER_RETURN_IF_ERROR(Place(tx, each.person, item));
    items.emplace_back(each.root.id, std::move(item));
  }
  return items;
}

}  // namespace

std::vector<feed::SnapshotPager> SnapshotPagers() { return {Enterprises, Jobs, Referrals, Hires}; }

}  // namespace ladder::matching
