#include "subsidy-svc/tasks/notices.h"

#include "platform/status/status.h"
#include "subsidy-svc/rpc/claim_steps.h"
#include "subsidy-svc/storage/claims.h"
#include "subsidy-svc/tasks/system_scope.h"

namespace ladder::subsidy {
namespace {

absl::Status ClearNotice(mysql::Transaction& tx, const ServiceContext& context,
                         const feed::Origin& origin, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const ClaimRecord before, LockClaim(tx, id, DailyScope()));
  if (before.progress.state != ClaimState::kInPublicity) return absl::OkStatus();
  return TakeStep(tx, context, origin, ServiceItself(), before, {.event = ClaimEvent::kClear})
      .status();
}

}  // namespace

absl::Status ClearNotices(const operations::DailyWalk& walk, const ServiceContext& context,
                          feed::Origin origin, CivilDay day) {
  origin.day = day;
  return walk.ForEach(
      "subsidy.notices",
      [&](mysql::Transaction& tx, const Ulid& after, int limit) {
        return NoticesOver(tx, day, after, limit);
      },
      [&](mysql::Transaction& tx, const Ulid& id) { return ClearNotice(tx, context, origin, id); });
}

}  // namespace ladder::subsidy
