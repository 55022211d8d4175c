#include "subsidy-svc/rpc/reconciliation_steps.h"

#include <utility>
#include <vector>

#include "platform/server/crash_point.h"
#include "platform/status/status.h"
#include "subsidy-svc/rpc/pay_item_steps.h"
#include "subsidy-svc/storage/pay_batches.h"
#include "subsidy-svc/storage/pay_items.h"

namespace ladder::subsidy {
namespace {

constexpr int kPage = 200;

bool IsOf(const ItemRecord& item, const std::optional<CivilDay>& day) {
  return item.paid_on && item.paid_on == day.value_or(*item.paid_on);
}

absl::Status CheckAsAccountant(const ServiceContext& context, const rpc::Call& call,
                               const Caller& caller, const Statement& statement,
                               const std::string& digest,
                               const std::optional<ReconciliationRecord>& stored) {
  return AsAnyOffice(caller,
                     [&](const Actor& actor) -> absl::StatusOr<Actor> {
                       StatementImport import = {.actor = actor,
                                                 .today = call.today(),
                                                 .our_account = context.bank_account,
                                                 .digest = digest};
                       if (stored) import.digest_of_day = stored->digest;
                       LADDER_RETURN_IF_ERROR(CheckImport(statement, import));
                       return actor;
                     })
      .status();
}

absl::Status CheckMayReconcile(const Caller& caller, CivilDay today, const ItemRecord& item) {
  if (item.progress.state != PayItemState::kPaid) return absl::OkStatus();
  return AsAnyOffice(caller,
                     [&](const Actor& actor) {
                       return ApplyPayItemStep(
                           item.progress,
                           {.event = PayItemEvent::kReconcile, .actor = actor, .today = today});
                     })
      .status();
}

// One batch that agreed when the statement came. When a result came later, so that it agrees no
// more, it waits for its open item.
absl::Status ReconcileDay(mysql::Transaction& tx, const ServiceContext& context,
                          const rpc::Call& call, CivilDay day, const BatchDebit& debit) {
  LADDER_ASSIGN_OR_RETURN(const auto batch, LockBatchOf(tx, debit.batch));
  if (!batch) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const std::vector<ItemRecord> items,
                          LockItemsOfBatch(tx, batch->root.id));
  if (PaidOf(items, day) != debit.amount) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
  LADDER_RETURN_IF_ERROR(ReconcileBatch(tx, context, call.origin(), caller, items, day));
  server::CrashPoint("subsidy.statement.absorbing");
  return absl::OkStatus();
}

}  // namespace

Fen PaidOf(const std::vector<ItemRecord>& items, std::optional<CivilDay> day) {
  Fen sum;
  for (const ItemRecord& item : items) {
    if (CountsAsPaid(item.progress.state) && IsOf(item, day)) sum += item.amount;
  }
  return sum;
}

absl::Status ReconcileBatch(mysql::Transaction& tx, const ServiceContext& context,
                            const feed::Origin& origin, const Caller& caller,
                            const std::vector<ItemRecord>& items, std::optional<CivilDay> day) {
  for (const ItemRecord& before : items) {
    if (before.progress.state != PayItemState::kPaid || !IsOf(before, day)) continue;
    LADDER_RETURN_IF_ERROR(TakeItemStep(tx, context, origin, caller, before, before,
                                        {.event = PayItemEvent::kReconcile})
                               .status());
  }
  return absl::OkStatus();
}

absl::Status CheckStatement(ServiceContext& context, const rpc::Call& call,
                            const Statement& statement, const std::string& digest) {
  Ulid after;
  size_t read = kPage;
  while (read == kPage) {
    const auto page = [&](mysql::Transaction& tx) -> absl::Status {
      LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
      LADDER_ASSIGN_OR_RETURN(const auto stored,
                              ReconciliationOf(tx, statement.account, statement.date));
      LADDER_RETURN_IF_ERROR(CheckAsAccountant(context, call, caller, statement, digest, stored));
      LADDER_ASSIGN_OR_RETURN(const std::vector<ItemRecord> items,
                              ItemsPaidOn(tx, statement.date, after, kPage));
      for (const ItemRecord& item : items) {
        LADDER_RETURN_IF_ERROR(CheckMayReconcile(caller, call.today(), item));
      }
      read = items.size();
      if (!items.empty()) after = items.back().root.id;
      return absl::OkStatus();
    };
    LADDER_RETURN_IF_ERROR(context.transactor.database().Read(page));
  }
  return absl::OkStatus();
}

absl::StatusOr<ReconciliationRecord> RecordStatement(mysql::Transaction& tx,
                                                     const ServiceContext& context,
                                                     const rpc::Call& call,
                                                     const Statement& statement,
                                                     const std::string& digest) {
  LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
  LADDER_ASSIGN_OR_RETURN(auto stored, ReconciliationOf(tx, statement.account, statement.date));
  LADDER_RETURN_IF_ERROR(CheckAsAccountant(context, call, caller, statement, digest, stored));
  if (stored) return *std::move(stored);

  LADDER_ASSIGN_OR_RETURN(const std::vector<PaidLine> paid, PaidOn(tx, statement.date));
  const std::vector<OpenItem> items = Reconcile(paid, {statement});
  const std::vector<BatchDebit> debits = DebitsOf(statement);
  ReconciliationRecord record = {.root = NewRoot(Ulid::New(call.now())),
                                 .account = statement.account,
                                 .day = statement.date,
                                 .digest = digest,
                                 .open_count = static_cast<int64_t>(items.size()),
                                 .importer = caller.name,
                                 .importer_person = caller.actor.person};
  for (const PaidLine& line : paid) record.ledger += line.amount;
  for (const BatchDebit& debit : debits) record.bank += debit.amount;
  LADDER_RETURN_IF_ERROR(InsertReconciliation(tx, record, debits, items));
  return record;
}

absl::Status ReconcileAgreed(ServiceContext& context, const rpc::Call& call, const Ulid& id) {
  mysql::Database& database = context.transactor.database();
  CivilDay day;
  std::vector<BatchDebit> debits;
  std::vector<OpenItem> items;
  const auto read = [&](mysql::Transaction& tx) -> absl::Status {
    LADDER_ASSIGN_OR_RETURN(const ReconciliationRecord record, GetReconciliation(tx, id));
    day = record.day;
    LADDER_ASSIGN_OR_RETURN(debits, StoredDebits(tx, id));
    LADDER_ASSIGN_OR_RETURN(items, OpenItemsOf(tx, id));
    return absl::OkStatus();
  };
  LADDER_RETURN_IF_ERROR(database.Read(read));
  for (const BatchDebit& debit : AgreedDebits(debits, items)) {
    LADDER_RETURN_IF_ERROR(database.Transact(
        [&](mysql::Transaction& tx) { return ReconcileDay(tx, context, call, day, debit); }));
  }
  return absl::OkStatus();
}

absl::Status LookAgain(mysql::Transaction& tx, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const ReconciliationRecord record, LockReconciliation(tx, id));
  LADDER_ASSIGN_OR_RETURN(const std::vector<BatchDebit> debits, StoredDebits(tx, id));
  LADDER_ASSIGN_OR_RETURN(const std::vector<OpenItem> known, OpenItemsOf(tx, id));
  LADDER_ASSIGN_OR_RETURN(const std::vector<PaidLine> paid, PaidOn(tx, record.day));
  Statement statement = {.account = record.account, .date = record.day};
  for (const BatchDebit& debit : debits) {
    statement.lines.push_back({.batch = debit.batch, .amount = debit.amount});
  }
  return AddOpenItems(tx, record, static_cast<int64_t>(known.size()),
                      NewOpenItems(Reconcile(paid, {statement}), known));
}

}  // namespace ladder::subsidy
