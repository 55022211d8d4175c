#include "subsidy-svc/tasks/snapshot.h"

#include <utility>

#include "platform/status/status.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/events.h"
#include "subsidy-svc/storage/claims.h"

namespace ladder::subsidy {
namespace {

using Items = std::vector<std::pair<Ulid, feed::SnapshotItem>>;

absl::StatusOr<Items> PageOfClaims(mysql::Transaction& tx, int partition, const Ulid& after,
                                   int limit) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<ClaimRecord> claims,
                          SnapshotClaims(tx, partition, after, limit));
  Items items;
  for (const ClaimRecord& claim : claims) {
    const events::v1::ClaimChanged event = ToEvent(claim);
    items.emplace_back(claim.root.id, feed::SnapshotItem{.aggregate = NameOfClaim(claim.root.id),
                                                         .version = claim.root.version,
                                                         .last_event = claim.root.last_event,
                                                         .type = event.GetDescriptor()->full_name(),
                                                         .state = event.SerializeAsString(),
                                                         .divisions = {claim.divisions.registered,
                                                                       claim.divisions.residence}});
  }
  return items;
}

}  // namespace

std::vector<feed::SnapshotPager> SnapshotPagers() { return {PageOfClaims}; }

}  // namespace ladder::subsidy
