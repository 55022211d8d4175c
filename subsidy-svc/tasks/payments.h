// What time alone does to payments and to the bank's days. Each is the work of `day` in bounded
// transactions, and may be run again: what moved on meanwhile is left alone.
#pragma once

#include "absl/status/status.h"
#include "platform/feed/outbox.h"
#include "platform/operations/daily_walk.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

// Returned payments that nobody claimed for 180 days go back to the fund (docs/domain.md 5.1 row
// 11), and the claims that wait for the fund get the money.
absl::Status GiveUpReturned(const operations::DailyWalk& walk, const ServiceContext& context,
                            feed::Origin origin, CivilDay day);

// Payments that the bank did not answer by its deadline are IN_DOUBT: the bank is asked, nothing is
// sent again (docs/domain.md 5.5).
absl::Status DoubtUnanswered(const operations::DailyWalk& walk, const ServiceContext& context,
                             feed::Origin origin, CivilDay day);

// Compares the statements of the last days anew, so that a result which came after its day's
// statement is an open item.
absl::Status LookAtStatements(const operations::DailyWalk& walk, CivilDay day);

}  // namespace ladder::subsidy
