// What subsidy tells the others of its aggregates.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "ladder/events/v1/subsidy.pb.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

events::v1::ClaimChanged ToEvent(const ClaimRecord& claim);

// Emit before the root row is saved.
absl::Status EmitClaim(mysql::Transaction& tx, const feed::Origin& origin, ClaimRecord& after);
// What the bank answered on `day` about `items`, which are as they became.
absl::Status EmitAnswers(mysql::Transaction& tx, const feed::Origin& origin, BatchRecord& batch,
                         CivilDay day, const std::vector<ItemRecord>& items);

}  // namespace ladder::subsidy
