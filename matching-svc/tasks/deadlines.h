// Daily work: referrals whose last day is over expire, and agreements with them.
#pragma once

#include "absl/status/status.h"
#include "matching-svc/rpc/policies.h"
#include "platform/calendar/civil_day.h"
#include "platform/feed/outbox.h"
#include "platform/operations/daily_walk.h"

namespace ladder::matching {

// Expires what was overdue at the beginning of `day`; what moved on meanwhile is left alone. Run
// again, it finds nothing left.
absl::Status ExpireReferrals(const operations::DailyWalk& walk, const PolicyBook& policies,
                             feed::Origin origin, CivilDay day);

}  // namespace ladder::matching
