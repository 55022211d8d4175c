// The queue for a budget line that is short (docs/domain.md 4.1 G9): by time of approval, then
// claim; a line is never split; a smaller later claim does not overtake.
#pragma once

#include <vector>

#include "absl/time/time.h"
#include "platform/id/ulid.h"
#include "platform/money/fen.h"

namespace ladder::subsidy {

struct QueuedClaim {
  absl::Time approved_at = absl::Time();
  Ulid claim = Ulid();
  Fen amount = Fen();
};

// The claims that `free` money pays now, in order: the longest beginning of the queue that fits.
std::vector<Ulid> Releasable(Fen free, std::vector<QueuedClaim> queue);

// Whether less than a tenth of what was appropriated is free (alert A6).
bool IsBudgetLow(Fen free, Fen appropriated);

}  // namespace ladder::subsidy
