#include "subsidy-svc/rpc/budget_steps.h"

#include <utility>
#include <vector>

#include "platform/status/status.h"
#include "subsidy-svc/domain/budget_queue.h"
#include "subsidy-svc/rpc/caller.h"
#include "subsidy-svc/rpc/claim_steps.h"
#include "subsidy-svc/storage/claims.h"

namespace ladder::subsidy {
namespace {

// How many claims one funding moves.
constexpr int kReleasedMax = 100;

}  // namespace

absl::Status ReleaseQueue(mysql::Transaction& tx, const ServiceContext& context,
                          const feed::Origin& origin, BudgetRecord& budget) {
  LADDER_ASSIGN_OR_RETURN(std::vector<QueuedClaim> queue,
                          QueueOf(tx, budget.root.id, kReleasedMax));
  const std::vector<Ulid> due =
      Releasable(budget.BalanceOf(AccountKind::kAppropriation), std::move(queue));
  LADDER_ASSIGN_OR_RETURN(const std::vector<ClaimRecord> claims,
                          LockQueued(tx, budget.root.id, due));
  for (const ClaimRecord& before : claims) {
    LADDER_ASSIGN_OR_RETURN(const ClaimRecord after,
                            TakeStep(tx, context, origin, ServiceItself(), before,
                                     {.event = ClaimEvent::kReleaseHold}));
    LADDER_RETURN_IF_ERROR(CommitMoney(tx, context, origin, after, budget));
  }
  return absl::OkStatus();
}

}  // namespace ladder::subsidy
