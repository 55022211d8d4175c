#include "subsidy-svc/tasks/budget_queue.h"

#include <vector>

#include "platform/status/status.h"
#include "subsidy-svc/rpc/budget_steps.h"
#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/storage/claims.h"

namespace ladder::subsidy {
namespace {

constexpr int kPage = 200;

absl::StatusOr<Ulid> HeadOf(mysql::Transaction& tx, const Ulid& line) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<QueuedClaim> queue, QueueOf(tx, line, 1));
  return queue.empty() ? Ulid() : queue.front().claim;
}

// Whether the queue moved.
absl::StatusOr<bool> ReleaseSome(mysql::Transaction& tx, const ServiceContext& context,
                                 const feed::Origin& origin, const Ulid& line) {
  LADDER_ASSIGN_OR_RETURN(const BudgetRecord before, LockBudget(tx, line));
  LADDER_ASSIGN_OR_RETURN(const Ulid head, HeadOf(tx, line));
  if (head.is_zero()) return false;
  BudgetRecord after = before;
  after.root.version += 1;
  LADDER_RETURN_IF_ERROR(ReleaseQueue(tx, context, origin, after));
  LADDER_ASSIGN_OR_RETURN(const Ulid next, HeadOf(tx, line));
  if (next == head) return false;
  LADDER_RETURN_IF_ERROR(SaveBudget(tx, before, after));
  return true;
}

absl::Status ReleaseAll(const operations::DailyWalk& walk, const ServiceContext& context,
                        const feed::Origin& origin, const Ulid& line) {
  bool moved = true;
  while (moved) {
    LADDER_RETURN_IF_ERROR(
        walk.Do("subsidy.queues", line, [&](mysql::Transaction& tx) -> absl::Status {
          moved = false;  // also when it is refused
          LADDER_ASSIGN_OR_RETURN(moved, ReleaseSome(tx, context, origin, line));
          return absl::OkStatus();
        }));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReleaseQueues(const operations::DailyWalk& walk, const ServiceContext& context,
                           feed::Origin origin, CivilDay day) {
  origin.day = day;
  Ulid after;
  while (true) {
    LADDER_ASSIGN_OR_RETURN(const std::vector<BudgetRecord> lines,
                            walk.database().Read([&](mysql::Transaction& tx) {
                              return ListBudgets(tx, 0, after, kPage);
                            }));
    for (const BudgetRecord& line : lines) {
      LADDER_RETURN_IF_ERROR(ReleaseAll(walk, context, origin, line.root.id));
      after = line.root.id;
    }
    if (lines.size() < static_cast<size_t>(kPage)) return absl::OkStatus();
  }
}

}  // namespace ladder::subsidy
