#include "subsidy-svc/tasks/payments.h"

#include <vector>

#include "platform/status/status.h"
#include "subsidy-svc/rpc/budget_steps.h"
#include "subsidy-svc/rpc/caller.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/pay_item_steps.h"
#include "subsidy-svc/rpc/reconciliation_steps.h"
#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/storage/contradictions.h"
#include "subsidy-svc/storage/pay_batches.h"
#include "subsidy-svc/storage/pay_items.h"
#include "subsidy-svc/storage/reconciliations.h"
#include "subsidy-svc/tasks/system_scope.h"

namespace ladder::subsidy {
namespace {

// How many days back statements are compared anew.
constexpr int kLookBackDays = 60;

absl::Status GiveUp(mysql::Transaction& tx, const ServiceContext& context,
                    const feed::Origin& origin, CivilDay last, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const ItemRecord seen, GetItem(tx, id, DailyScope()));
  LADDER_ASSIGN_OR_RETURN(const BudgetRecord line, LockBudget(tx, seen.budget_line));
  LADDER_ASSIGN_OR_RETURN(const ItemRecord before, LockItem(tx, id, DailyScope()));
  const PayItemProgress& progress = before.progress;
  const bool due = progress.state == PayItemState::kReturnedByBank && progress.returned_on &&
                   *progress.returned_on <= last;
  LADDER_ASSIGN_OR_RETURN(const bool contradicted, IsContradicted(tx, id));
  if (!due || contradicted) return absl::OkStatus();
  LADDER_RETURN_IF_ERROR(TakeItemStep(tx, context, origin, ServiceItself(), before, before,
                                      {.event = PayItemEvent::kUnclaim})
                             .status());
  BudgetRecord budget = line;
  budget.root.version += 1;
  LADDER_ASSIGN_OR_RETURN(const Posting posting, MakePosting(LedgerEvent::kUnclaimed, budget.line,
                                                             before.amount, before.end_to_end()));
  LADDER_RETURN_IF_ERROR(PostEntry(tx, budget, posting, NameOfItem(id), origin.day, origin.now));
  LADDER_RETURN_IF_ERROR(ReleaseQueue(tx, context, origin, budget));
  return SaveBudget(tx, line, budget);
}

absl::Status Doubt(mysql::Transaction& tx, const ServiceContext& context,
                   const feed::Origin& origin, const Ulid& id) {
  LADDER_RETURN_IF_ERROR(LockBatch(tx, id).status());
  LADDER_ASSIGN_OR_RETURN(const std::vector<ItemRecord> items, LockItemsOfBatch(tx, id));
  for (const ItemRecord& before : items) {
    const PayItemState state = before.progress.state;
    const bool waits = state == PayItemState::kSent || state == PayItemState::kAccepted;
    if (!waits) continue;
    LADDER_RETURN_IF_ERROR(TakeItemStep(tx, context, origin, ServiceItself(), before, before,
                                        {.event = PayItemEvent::kDoubt})
                               .status());
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status GiveUpReturned(const operations::DailyWalk& walk, const ServiceContext& context,
                            feed::Origin origin, CivilDay day) {
  origin.day = day;
  const CivilDay last = day - PayItemStep().unclaimed_days;
  return walk.ForEach(
      "subsidy.returned",
      [&](mysql::Transaction& tx, const Ulid& after, int limit) {
        return ReturnedBefore(tx, last, after, limit);
      },
      [&](mysql::Transaction& tx, const Ulid& id) {
        return GiveUp(tx, context, origin, last, id);
      });
}

absl::Status DoubtUnanswered(const operations::DailyWalk& walk, const ServiceContext& context,
                             feed::Origin origin, CivilDay day) {
  origin.day = day;
  return walk.ForEach(
      "subsidy.unanswered",
      [&](mysql::Transaction& tx, const Ulid& after, int limit) {
        return BatchesUnanswered(tx, day, after, limit);
      },
      [&](mysql::Transaction& tx, const Ulid& id) { return Doubt(tx, context, origin, id); });
}

absl::Status LookAtStatements(const operations::DailyWalk& walk, CivilDay day) {
  return walk.ForEach(
      "subsidy.statements",
      [&](mysql::Transaction& tx, const Ulid& after,
          int limit) -> absl::StatusOr<std::vector<Ulid>> {
        LADDER_ASSIGN_OR_RETURN(
            const std::vector<ReconciliationRecord> records,
            ListReconciliations(
                tx, {.from = day - kLookBackDays, .to = day, .after = after, .limit = limit}));
        std::vector<Ulid> ids;
        for (const ReconciliationRecord& record : records) ids.push_back(record.root.id);
        return ids;
      },
      LookAgain);
}

}  // namespace ladder::subsidy
