#include "subsidy-svc/tasks/notices.h"

#include <vector>

#include "platform/status/status.h"
#include "subsidy-svc/rpc/claim_steps.h"
#include "subsidy-svc/storage/claims.h"
#include "subsidy-svc/tasks/system_scope.h"

namespace ladder::subsidy {
namespace {

constexpr int kPage = 200;

absl::Status ClearNotice(ServiceContext& context, feed::Origin origin, CivilDay day,
                         const Ulid& id) {
  origin.day = day;
  return context.transactor.database().Transact([&](mysql::Transaction& tx) -> absl::Status {
    LADDER_ASSIGN_OR_RETURN(const ClaimRecord before, LockClaim(tx, id, DailyScope()));
    if (before.progress.state != ClaimState::kInPublicity) return absl::OkStatus();
    return TakeStep(tx, context, origin, ServiceItself(), before, {.event = ClaimEvent::kClear})
        .status();
  });
}

}  // namespace

absl::Status ClearNotices(ServiceContext& context, const feed::Origin& origin, CivilDay day) {
  absl::Status first;
  Ulid after;
  while (true) {
    LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> over,
                            context.transactor.database().Read([&](mysql::Transaction& tx) {
                              return NoticesOver(tx, day, after, kPage);
                            }));
    for (const Ulid& id : over) {
      first.Update(ClearNotice(context, origin, day, id));
      after = id;
    }
    if (over.size() < static_cast<size_t>(kPage)) return first;
  }
}

}  // namespace ladder::subsidy
