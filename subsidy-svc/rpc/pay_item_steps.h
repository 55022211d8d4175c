// What every step of a pay item does: the rule, the clock, the row; and the kept step of a person.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/records.h"
#include "subsidy-svc/rpc/caller.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

struct ItemStepAsked {
  PayItemEvent event = PayItemEvent::kRelease;
  std::optional<ReturnAction> return_action = std::nullopt;
  bool keep_step = true;    // who did it is kept; the batch keeps it for what is done to all of it
  std::string remark = "";  // kept with the step; may name people
};

// `before` is locked; `changed` is it with what else changes. The item after the step, saved.
absl::StatusOr<ItemRecord> TakeItemStep(mysql::Transaction& tx, const ServiceContext& context,
                                        const feed::Origin& origin, const Caller& caller,
                                        const ItemRecord& before, ItemRecord changed,
                                        const ItemStepAsked& asked);

}  // namespace ladder::subsidy
