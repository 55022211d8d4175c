#include "subsidy-svc/domain/budget_queue.h"

#include <algorithm>
#include <utility>

namespace ladder::subsidy {

std::vector<Ulid> Releasable(Fen free, std::vector<QueuedClaim> queue) {
  std::sort(queue.begin(), queue.end(), [](const QueuedClaim& left, const QueuedClaim& right) {
    return std::pair(left.approved_at, left.claim) < std::pair(right.approved_at, right.claim);
  });
  std::vector<Ulid> released;
  for (const QueuedClaim& next : queue) {
    if (next.amount > free) break;
    free -= next.amount;
    released.push_back(next.claim);
  }
  return released;
}

bool IsBudgetLow(Fen free, Fen appropriated) { return free * 10 < appropriated; }

}  // namespace ladder::subsidy
