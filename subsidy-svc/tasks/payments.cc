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

constexpr int kPage = 200;
// How many days back statements are compared anew.
constexpr int kLookBackDays = 60;

// Pages of ids, each id done by itself: `read(tx, after)` gives a page and `work(tx, id)` is a
// transaction.
template <typename Read, typename Work>
absl::Status ForEach(mysql::Database& database, Read read, Work work) {
  Ulid after;
  while (true) {
    LADDER_ASSIGN_OR_RETURN(const std::vector<Ulid> page,
                            database.Read([&](mysql::Transaction& tx) { return read(tx, after); }));
    for (const Ulid& id : page) {
      LADDER_RETURN_IF_ERROR(
          database.Transact([&](mysql::Transaction& tx) { return work(tx, id); }));
      after = id;
    }
    if (page.size() < static_cast<size_t>(kPage)) return absl::OkStatus();
  }
}

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

absl::Status GiveUpReturned(ServiceContext& context, const feed::Origin& origin, CivilDay day) {
  feed::Origin on_day = origin;
  on_day.day = day;
  const CivilDay last = day - PayItemStep().unclaimed_days;
  return ForEach(
      context.transactor.database(),
      [&](mysql::Transaction& tx, const Ulid& after) {
        return ReturnedBefore(tx, last, after, kPage);
      },
      [&](mysql::Transaction& tx, const Ulid& id) {
        return GiveUp(tx, context, on_day, last, id);
      });
}

absl::Status DoubtUnanswered(ServiceContext& context, const feed::Origin& origin, CivilDay day) {
  feed::Origin on_day = origin;
  on_day.day = day;
  return ForEach(
      context.transactor.database(),
      [&](mysql::Transaction& tx, const Ulid& after) {
        return BatchesUnanswered(tx, day, after, kPage);
      },
      [&](mysql::Transaction& tx, const Ulid& id) { return Doubt(tx, context, on_day, id); });
}

absl::Status LookAtStatements(ServiceContext& context, CivilDay day) {
  return ForEach(
      context.transactor.database(),
      [&](mysql::Transaction& tx, const Ulid& after) -> absl::StatusOr<std::vector<Ulid>> {
        LADDER_ASSIGN_OR_RETURN(
            const std::vector<ReconciliationRecord> records,
            ListReconciliations(
                tx, {.from = day - kLookBackDays, .to = day, .after = after, .limit = kPage}));
        std::vector<Ulid> ids;
        for (const ReconciliationRecord& record : records) ids.push_back(record.root.id);
        return ids;
      },
      [](mysql::Transaction& tx, const Ulid& id) { return LookAgain(tx, id); });
}

}  // namespace ladder::subsidy
