// Ends the public notices whose period is over: their claims go to the leader (docs/domain.md 5.1,
// row 5).
#pragma once

#include "absl/status/status.h"
#include "platform/feed/outbox.h"
#include "platform/operations/daily_walk.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

// The work of `day`, a claim a transaction; one that moved on meanwhile is left alone, so that it
// may be run again.
absl::Status ClearNotices(const operations::DailyWalk& walk, const ServiceContext& context,
                          feed::Origin origin, CivilDay day);

}  // namespace ladder::subsidy
