#include "subsidy-svc/rpc/pay_batch_steps.h"

#include <utility>

#include "platform/status/status.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/pay_item_steps.h"
#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/storage/contradictions.h"
#include "subsidy-svc/storage/fact_tables.h"
#include "subsidy-svc/storage/pay_items.h"
#include "subsidy-svc/storage/payee_accounts.h"

namespace ladder::subsidy {
namespace {

// The account of an item that may be paid: the one that its last return was corrected to, or the
// payee's.
absl::StatusOr<AccountRecord> AccountOf(mysql::Transaction& tx, const rpc::Call& call,
                                        const ItemRecord& item) {
  LADDER_ASSIGN_OR_RETURN(const bool contradicted, IsContradicted(tx, item.root.id));
  if (contradicted) return Refuse(Reason::kPayItemContradicted);
  LADDER_ASSIGN_OR_RETURN(const auto died_on, DeathOf(tx, item.payee));
  LADDER_RETURN_IF_ERROR(CheckAlive(died_on));
  if (item.account) {
    LADDER_ASSIGN_OR_RETURN(AccountRecord account, GetAccount(tx, *item.account, call.scope()));
    LADDER_RETURN_IF_ERROR(CheckPayable(account.status, call.today()));
    return account;
  }
  LADDER_ASSIGN_OR_RETURN(auto account, AccountInForce(tx, item.payee, call.today()));
  if (!account) return Refuse(Reason::kPayeeAccountMissing);
  LADDER_RETURN_IF_ERROR(CheckPayable(account->status, call.today()));
  return *std::move(account);
}

// Those asked for, each of which must be payable.
absl::StatusOr<BatchParts> AskedParts(mysql::Transaction& tx, const rpc::Call& call,
                                      const BudgetRecord& budget, const std::vector<Ulid>& asked) {
  BatchParts parts;
  for (const Ulid& id : asked) {
    LADDER_ASSIGN_OR_RETURN(ItemRecord item, GetItem(tx, id, call.scope()));
    LADDER_ASSIGN_OR_RETURN(AccountRecord account, AccountOf(tx, call, item));
    if (item.budget_line != budget.root.id) return Refuse(Reason::kBatchFundMixed);
    parts.items.push_back(std::move(item));
    parts.accounts.push_back(std::move(account));
  }
  return parts;
}

// The oldest that are payable: those that are not wait for their account and keep nobody else
// waiting.
absl::StatusOr<BatchParts> OldestParts(mysql::Transaction& tx, const rpc::Call& call,
                                       const BudgetRecord& budget) {
  BatchParts parts;
  std::vector<ItemRecord> page(kBatchItemsMax);
  Ulid after;
  while (page.size() == kBatchItemsMax) {
    LADDER_ASSIGN_OR_RETURN(page, ReleasedItems(tx, call.scope(), budget.root.id, after,
                                                static_cast<int>(kBatchItemsMax)));
    for (ItemRecord& item : page) {
      after = item.root.id;
      absl::StatusOr<AccountRecord> account = AccountOf(tx, call, item);
      if (absl::IsFailedPrecondition(account.status())) continue;
      if (!account.ok()) return account.status();
      parts.items.push_back(std::move(item));
      parts.accounts.push_back(*std::move(account));
      if (parts.items.size() == kBatchItemsMax) return parts;
    }
  }
  return parts;
}

}  // namespace

absl::StatusOr<BatchParts> CollectItems(mysql::Transaction& tx, const rpc::Call& call,
                                        const BudgetRecord& budget,
                                        const std::vector<Ulid>& asked) {
  LADDER_ASSIGN_OR_RETURN(BatchParts parts, asked.empty() ? OldestParts(tx, call, budget)
                                                          : AskedParts(tx, call, budget, asked));
  std::vector<BatchItem> checked;
  for (const ItemRecord& item : parts.items) {
    checked.push_back({.item = item.root.id, .budget_line = budget.line, .amount = item.amount});
  }
  LADDER_RETURN_IF_ERROR(CheckBatchItems(checked));
  return parts;
}

absl::StatusOr<PaymentBytes> BuildFile(const ServiceContext& context, const rpc::Call& call,
                                       const std::string& number, const BatchParts& parts,
                                       std::vector<PlaceRecord>& places) {
  std::vector<PaymentLine> lines;
  for (size_t i = 0; i < parts.items.size(); ++i) {
    const ItemRecord& item = parts.items[i];
    const AccountRecord& account = parts.accounts[i];
    const auto seq = static_cast<int64_t>(i) + 1;
    lines.push_back({.seq = seq,
                     .account = account.number,
                     .name = account.holder,
                     .amount = item.amount,
                     .cnaps = account.cnaps,
                     .summary = "补贴",
                     .end_to_end = item.end_to_end()});
    places.push_back({.line = item.line,
                      .attempt = item.progress.attempt,
                      .item = item.root.id,
                      .account = account.root.id,
                      .amount = item.amount,
                      .seq = seq});
  }
  return BuildPaymentBytes(number, call.today(), context.sender, lines);
}

absl::StatusOr<BatchRecord> StepBatch(const Caller& caller, const BatchRecord& before,
                                      BatchEvent event, const std::string& digest) {
  BatchRecord after = before;
  LADDER_ASSIGN_OR_RETURN(
      after.progress, AsAnyOffice(caller, [&](const Actor& actor) {
        return ApplyBatchStep(before.progress, {.event = event, .actor = actor, .digest = digest});
      }));
  after.root.version = before.root.version + 1;
  return after;
}

absl::Status CheckStillPayable(mysql::Transaction& tx, const Ulid& batch, CivilDay today) {
  LADDER_ASSIGN_OR_RETURN(const bool unpayable, BatchIsUnpayable(tx, batch, today));
  return unpayable ? Refuse(Reason::kBatchUnpayable) : absl::OkStatus();
}

absl::Status CheckUncontradicted(mysql::Transaction& tx, const Ulid& batch) {
  LADDER_ASSIGN_OR_RETURN(const bool contradicted, BatchIsContradicted(tx, batch));
  return contradicted ? Refuse(Reason::kPayItemContradicted) : absl::OkStatus();
}

absl::Status StepItems(mysql::Transaction& tx, const ServiceContext& context, const rpc::Call& call,
                       const Caller& caller, const BatchRecord& batch, PayItemEvent event) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<ItemRecord> items, LockItemsOfBatch(tx, batch.root.id));
  for (const ItemRecord& before : items) {
    const PayItemState state = before.progress.state;
    const bool waits = state == PayItemState::kSent || state == PayItemState::kInDoubt;
    if (event == PayItemEvent::kAccept && !waits) continue;
    ItemRecord changed = before;
    changed.progress.answer_until = batch.answer_until;
    const bool leaves = event == PayItemEvent::kUnbatch;
    if (leaves) {
      changed.batch.reset();
      changed.account.reset();  // the next batch takes the one that is in force by then
    }
    LADDER_RETURN_IF_ERROR(TakeItemStep(tx, context, call.origin(), caller, before, changed,
                                        {.event = event, .keep_step = leaves})
                               .status());
  }
  return absl::OkStatus();
}

absl::Status PostBatch(mysql::Transaction& tx, const rpc::Call& call, const BatchRecord& batch,
                       LedgerEvent event, Fen amount, const std::string& subject) {
  LADDER_ASSIGN_OR_RETURN(const BudgetRecord before, LockBudget(tx, batch.budget_line));
  BudgetRecord after = before;
  after.root.version = before.root.version + 1;
  LADDER_ASSIGN_OR_RETURN(const Posting posting, MakePosting(event, before.line, amount, subject));
  LADDER_RETURN_IF_ERROR(
      PostEntry(tx, after, posting, NameOfBatch(batch.root.id), call.today(), call.now()));
  return SaveBudget(tx, before, after);
}

}  // namespace ladder::subsidy
