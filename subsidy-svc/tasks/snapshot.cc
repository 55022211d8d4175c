#include "subsidy-svc/tasks/snapshot.h"

#include "platform/feed/snapshot_pages.h"
#include "platform/status/status.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/events.h"
#include "subsidy-svc/storage/claims.h"
#include "subsidy-svc/storage/pay_items.h"

namespace ladder::subsidy {
namespace {

absl::StatusOr<feed::SnapshotItem> ClaimItem(mysql::Transaction& tx, const ClaimRecord& claim) {
  events::v1::ClaimChanged state = ToEvent(claim);
  LADDER_ASSIGN_OR_RETURN(const bool paid, WasPaid(tx, claim.root.id));
  state.set_paid(paid);
  return feed::ItemOf(claim.root, NameOfClaim(claim.root.id), state,
                      {claim.divisions.registered, claim.divisions.residence});
}

}  // namespace

std::vector<feed::SnapshotPager> SnapshotPagers() {
  return {feed::PagerOf(SnapshotClaims, ClaimItem)};
}

}  // namespace ladder::subsidy
