// Daily work: referrals whose last day is over expire, and agreements with them.
#pragma once

#include "absl/status/status.h"
#include "matching-svc/rpc/policies.h"
#include "platform/calendar/civil_day.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"

namespace ladder::matching {

// Expires what was overdue at the beginning of `day`, each referral in a transaction of its own.
// Run again, it finds nothing left.
absl::Status ExpireReferrals(mysql::Database& database, const PolicyBook& policies,
                             feed::Origin origin, CivilDay day);

}  // namespace ladder::matching
