// What money that came to a budget line does.
#pragma once

#include "absl/status/status.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/records.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

// Approves the claims at the queue's head that the line's free money pays now, in their order
// (docs/domain.md 4.1 G9): a bounded number, the next money moves on. The line is locked; `budget`
// gets their postings and is not saved.
absl::Status ReleaseQueue(mysql::Transaction& tx, const ServiceContext& context,
                          const feed::Origin& origin, BudgetRecord& budget);

}  // namespace ladder::subsidy
