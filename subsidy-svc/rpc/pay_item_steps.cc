#include "subsidy-svc/rpc/pay_item_steps.h"

#include <utility>

#include "platform/status/status.h"
#include "subsidy-svc/domain/stage_clock.h"
#include "subsidy-svc/storage/pay_items.h"

namespace ladder::subsidy {

absl::StatusOr<ItemRecord> TakeItemStep(mysql::Transaction& tx, const ServiceContext& context,
                                        const feed::Origin& origin, const Caller& caller,
                                        const ItemRecord& before, ItemRecord changed,
                                        const ItemStepAsked& asked) {
  Actor acting;
  ItemRecord after = std::move(changed);
  LADDER_ASSIGN_OR_RETURN(after.progress, AsAnyOffice(caller, [&](const Actor& actor) {
                            acting = actor;
                            return ApplyPayItemStep(after.progress,
                                                    {.event = asked.event,
                                                     .actor = actor,
                                                     .today = origin.day,
                                                     .return_action = asked.return_action});
                          }));
  after.root.version = before.root.version + 1;
  after.state_since = origin.day;
  const auto deadline = DeadlineOf(after.progress.state, origin.day, context.workdays);
  after.deadline = deadline ? std::optional<CivilDay>(deadline->day) : std::nullopt;
  LADDER_RETURN_IF_ERROR(SaveItem(tx, before, after));
  if (!asked.keep_step) return after;
  LADDER_RETURN_IF_ERROR(InsertItemStep(tx, before, after,
                                        {.id = Ulid::New(origin.now),
                                         .event = asked.event,
                                         .actor = caller.name,
                                         .role = acting.role,
                                         .person = acting.person,
                                         .day = origin.day,
                                         .remark = asked.remark}));
  return after;
}

}  // namespace ladder::subsidy
