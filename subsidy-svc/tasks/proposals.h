// The nightly engine: "policy finds person" (docs/domain.md 1.1, 4.1 G12, 5.1 row 1).
#pragma once

#include "absl/status/status.h"
#include "platform/calendar/civil_day.h"
#include "platform/feed/outbox.h"
#include "platform/operations/daily_walk.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

// Proposes TRANSPORT and ABSORB for work and TRAIN and LIVING for classes, where the engine pays on
// `day` and nothing was claimed for the line. Walks the facts in pages; each proposal is a
// transaction of its own, and a line has one live claim, so that it may be run again and beside
// another replica. A day that is past by the origin's is left out: what was due then is due on
// the last day too, or could not be confirmed any more.
absl::Status ProposeClaims(const operations::DailyWalk& walk, const feed::Origin& origin,
                           CivilDay day);

// Withdraws the proposals that nobody confirmed in time.
absl::Status ExpireProposals(const operations::DailyWalk& walk, const ServiceContext& context,
                             feed::Origin origin, CivilDay day);

}  // namespace ladder::subsidy
