#include "platform/operations/judgement.h"

#include <algorithm>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

bool MayPass(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsAborted(status) ||
         absl::IsDeadlineExceeded(status) || ReasonOf(status) == InfoOf(Reason::kOverloaded).name;
}

}  // namespace

Verdict Judge(const Facts& facts, int tries_max) {
  if (facts.lost) return Verdict::kDrop;
  if (facts.status.ok()) return Verdict::kSucceed;
  if (facts.cancel_requested) return Verdict::kCancel;
  if (facts.stopping) return Verdict::kHandOver;
  if (MayPass(facts.status) && facts.tries < tries_max) return Verdict::kRetry;
  return Verdict::kFail;
}

absl::Duration RetryDelay(int tries) {
  const int doublings = std::clamp(tries - 1, 0, 6);
  return std::min(absl::Seconds(1 << doublings), absl::Minutes(1));
}

}  // namespace ladder::operations
