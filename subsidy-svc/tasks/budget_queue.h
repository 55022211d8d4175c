// Claims that wait for money which is there (docs/domain.md 4.1 G9).
#pragma once

#include "absl/status/status.h"
#include "platform/feed/outbox.h"
#include "platform/operations/daily_walk.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

// The work of `day`: moves each line's queue as far as its free money reaches, a bounded number of
// claims a transaction.
absl::Status ReleaseQueues(const operations::DailyWalk& walk, const ServiceContext& context,
                           feed::Origin origin, CivilDay day);

}  // namespace ladder::subsidy
