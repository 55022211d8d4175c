#include "subsidy-svc/tasks/snapshot.h"

#include "platform/feed/snapshot_pages.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/events.h"
#include "subsidy-svc/storage/claims.h"

namespace ladder::subsidy {
namespace {

absl::StatusOr<feed::SnapshotItem> ClaimItem(mysql::Transaction&, const ClaimRecord& claim) {
  return feed::ItemOf(claim.root, NameOfClaim(claim.root.id), ToEvent(claim),
                      {claim.divisions.registered, claim.divisions.residence});
}

}  // namespace

std::vector<feed::SnapshotPager> SnapshotPagers() {
  return {feed::PagerOf(SnapshotClaims, ClaimItem)};
}

}  // namespace ladder::subsidy
