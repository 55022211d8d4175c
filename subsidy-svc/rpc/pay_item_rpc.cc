#include "subsidy-svc/rpc/pay_item_rpc.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "subsidy-svc/bank/digest.h"
#include "subsidy-svc/domain/bank_answer.h"
#include "subsidy-svc/rpc/absorb_results.h"
#include "subsidy-svc/rpc/claim_convert.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/events.h"
#include "subsidy-svc/rpc/pay_item_steps.h"
#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/storage/claims.h"
#include "subsidy-svc/storage/contradictions.h"
#include "subsidy-svc/storage/pay_batches.h"
#include "subsidy-svc/storage/pay_items.h"
#include "subsidy-svc/storage/payee_accounts.h"

namespace ladder::subsidy {
namespace {

v1::PayItem ToProto(const ItemRecord& item, const ServiceContext& context, CivilDay today) {
  v1::PayItem out;
  const PayItemProgress& progress = item.progress;
  out.set_name(NameOfItem(item.root.id));
  out.set_state(static_cast<v1::PayItem::State>(static_cast<int>(progress.state) + 1));
  out.set_claim_line(absl::StrCat(NameOfClaim(item.claim), "/lines/", item.line.ToString()));
  out.set_payee(NameOfParty(item.payee));
  if (item.account) out.set_payee_account(NameOfAccount(*item.account));
  *out.mutable_amount() = rpc::ToMoney(item.amount);
  out.set_budget_line(NameOfBudget(item.budget_line));
  out.set_attempt(progress.attempt);
  out.set_end_to_end_id(item.end_to_end());
  if (item.batch) out.set_pay_batch(NameOfBatch(*item.batch));
  if (progress.return_action) {
    out.set_return_action(
        static_cast<v1::ReturnAction>(static_cast<int>(*progress.return_action) + 1));
  }
  if (progress.returned_on) *out.mutable_returned_on() = rpc::ToDate(*progress.returned_on);
  if (item.paid_on) *out.mutable_paid_on() = rpc::ToDate(*item.paid_on);
  if (item.deadline) *out.mutable_deadline() = rpc::ToDate(*item.deadline);
  out.set_light(ToLight(item.state_since, item.deadline, context.workdays, today));
  out.set_etag(rpc::EtagOf(item.root.version));
  return out;
}

// A claim whose money is released can't be withdrawn any more.
absl::Status MarkReleased(mysql::Transaction& tx, const rpc::Call& call, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const ClaimRecord before, LockClaim(tx, id, call.scope()));
  if (before.progress.released) return absl::OkStatus();
  ClaimRecord after = before;
  after.progress.released = true;
  after.root.version = before.root.version + 1;
  LADDER_RETURN_IF_ERROR(EmitClaim(tx, call.origin(), after));
  return SaveClaim(tx, before, after, FactsDigest(after.facts));
}

absl::StatusOr<ItemRecord> Release(mysql::Transaction& tx, const ServiceContext& context,
                                   const rpc::Call& call, const Ulid& id) {
  LADDER_ASSIGN_OR_RETURN(const ItemRecord seen, GetItem(tx, id, call.scope()));
  LADDER_ASSIGN_OR_RETURN(const BudgetRecord line, LockBudget(tx, seen.budget_line));
  LADDER_RETURN_IF_ERROR(MarkReleased(tx, call, seen.claim));
  LADDER_ASSIGN_OR_RETURN(const ItemRecord before, LockItem(tx, id, call.scope()));
  LADDER_ASSIGN_OR_RETURN(const Caller caller,
                          CallerOf(tx, call, before.progress.beneficiary.person));
  LADDER_ASSIGN_OR_RETURN(const ItemRecord after,
                          TakeItemStep(tx, context, call.origin(), caller, before, before,
                                       {.event = PayItemEvent::kRelease}));
  BudgetRecord budget = line;
  budget.root.version += 1;
  LADDER_ASSIGN_OR_RETURN(const Posting posting, MakePosting(LedgerEvent::kReleased, budget.line,
                                                             after.amount, after.end_to_end()));
  LADDER_RETURN_IF_ERROR(PostEntry(tx, budget, posting, NameOfItem(id), call.today(), call.now()));
  LADDER_RETURN_IF_ERROR(SaveBudget(tx, line, budget));
  return after;
}

// The budget lines of the payments, in the order of ids, before any payment is locked.
absl::Status LockLinesOf(mysql::Transaction& tx, const rpc::Call& call, const std::set<Ulid>& ids) {
  std::set<Ulid> lines;
  for (const Ulid& id : ids) {
    LADDER_ASSIGN_OR_RETURN(const ItemRecord item, GetItem(tx, id, call.scope()));
    lines.insert(item.budget_line);
  }
  for (const Ulid& line : lines) LADDER_RETURN_IF_ERROR(LockBudget(tx, line).status());
  return absl::OkStatus();
}

// The account that the next attempt goes to, in force and payable today.
absl::StatusOr<Ulid> NextAccount(mysql::Transaction& tx, const rpc::Call& call,
                                 const ItemRecord& item, const std::optional<Ulid>& asked) {
  const std::optional<Ulid> wanted = asked ? asked : item.account;
  if (!wanted) return Refuse(Reason::kPayeeAccountMissing);
  LADDER_ASSIGN_OR_RETURN(const AccountRecord account, GetAccount(tx, *wanted, call.scope()));
  if (account.payee != item.payee) return Refuse(Reason::kPayeeAccountHolder);
  LADDER_RETURN_IF_ERROR(CheckPayable(account.status, call.today()));
  return account.root.id;
}

v1::PayItemStep ToProto(const ItemStepRecord& step) {
  v1::PayItemStep out;
  out.set_event(static_cast<v1::PayItemEvent>(static_cast<int>(step.event) + 1));
  out.set_state(static_cast<v1::PayItem::State>(static_cast<int>(step.after) + 1));
  out.set_actor(step.actor);
  *out.mutable_day() = rpc::ToDate(step.day);
  out.set_remark(step.remark);
  return out;
}

// What the bank answered about one payment, as the result file that it would have sent.
absl::StatusOr<ResultFile> AnswerAsFile(mysql::Transaction& tx, const BatchRecord& batch,
                                        const Ulid& item, const std::string& code, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<PlaceRecord> places, PlacesOf(tx, batch.root.id));
  ResultFile file = {.batch = batch.number, .date = day};
  for (const PlaceRecord& place : places) {
    if (place.item == item) file.lines.push_back({.seq = place.seq, .code = code});
  }
  return file;
}

std::string DigestOf(const ResultFile& file) {
  std::string text = absl::StrCat(file.batch, "|", FormatDay(file.date), "|1\n");
  for (const ResultLine& line : file.lines) absl::StrAppend(&text, line.seq, "|", line.code, "\n");
  return Sm3(text);
}

}  // namespace

void PayItemRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.subsidy.v1.PayItemService")
      .Unary("GetPayItem", this, &PayItemRpc::GetPayItem)
      .Unary("ListPayItems", this, &PayItemRpc::ListPayItems)
      .Unary("ReleasePayItems", this, &PayItemRpc::ReleasePayItems)
      .Unary("ReissuePayItem", this, &PayItemRpc::ReissuePayItem)
      .Unary("RaisePayItemQuery", this, &PayItemRpc::RaisePayItemQuery)
      .Unary("AnswerPayItemQuery", this, &PayItemRpc::AnswerPayItemQuery)
      .Unary("AnswerPayItem", this, &PayItemRpc::AnswerPayItem)
      .Unary("ListPayItemSteps", this, &PayItemRpc::ListPayItemSteps);
}

absl::StatusOr<v1::PayItem> PayItemRpc::GetPayItem(const rpc::Call& call,
                                                   const v1::GetPayItemRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kItemName, request.name()));
  return context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayItem> {
    LADDER_ASSIGN_OR_RETURN(const ItemRecord item, GetItem(tx, id, call.scope()));
    return ToProto(item, context_, call.today());
  });
}

absl::StatusOr<v1::ListPayItemsResponse> PayItemRpc::ListPayItems(
    const rpc::Call& call, const v1::ListPayItemsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  ItemQuery query = {.limit = page.size + 1};
  LADDER_ASSIGN_OR_RETURN(query.after, IdAfter(page));
  for (const int state : request.states()) {
    query.states.push_back(static_cast<PayItemState>(state - 1));
  }
  LADDER_ASSIGN_OR_RETURN(query.budget_line,
                          ParseOptionalId(kBudgetName, request.budget_line(), "budget_line"));
  LADDER_ASSIGN_OR_RETURN(query.claim, ParseOptionalId(kClaimName, request.claim(), "claim"));
  LADDER_ASSIGN_OR_RETURN(query.batch,
                          ParseOptionalId(kBatchName, request.pay_batch(), "pay_batch"));
  if (!request.payee().empty()) {
    LADDER_ASSIGN_OR_RETURN(const Party payee, ParseParty(request.payee(), "payee"));
    query.payee = payee.id;
  }
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListPayItemsResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<ItemRecord> items, ListItems(tx, call.scope(), query));
        v1::ListPayItemsResponse response;
        if (CutToPage(items, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, items.back().root.id.ToBytes()));
        }
        for (const ItemRecord& item : items) {
          *response.add_pay_items() = ToProto(item, context_, call.today());
        }
        return response;
      });
}

absl::StatusOr<v1::ReleasePayItemsResponse> PayItemRpc::ReleasePayItems(
    const rpc::Call& call, const v1::ReleasePayItemsRequest& request) {
  std::set<Ulid> ids;
  for (const std::string& name : request.names()) {
    LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kItemName, name, "names"));
    ids.insert(id);
  }
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ReleasePayItemsResponse> {
        LADDER_RETURN_IF_ERROR(LockLinesOf(tx, call, ids));
        v1::ReleasePayItemsResponse response;
        for (const Ulid& id : ids) {
          LADDER_ASSIGN_OR_RETURN(const ItemRecord item, Release(tx, context_, call, id));
          *response.add_pay_items() = ToProto(item, context_, call.today());
        }
        return response;
      });
}

absl::StatusOr<v1::PayItem> PayItemRpc::ReissuePayItem(const rpc::Call& call,
                                                       const v1::ReissuePayItemRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kItemName, request.name()));
  LADDER_ASSIGN_OR_RETURN(const auto wanted,
                          ParseOptionalId(kAccountName, request.payee_account(), "payee_account"));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayItem> {
        LADDER_ASSIGN_OR_RETURN(const ItemRecord seen, GetItem(tx, id, call.scope()));
        LADDER_ASSIGN_OR_RETURN(const BudgetRecord line, LockBudget(tx, seen.budget_line));
        LADDER_ASSIGN_OR_RETURN(const ItemRecord before, LockItem(tx, id, call.scope()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        LADDER_ASSIGN_OR_RETURN(const Caller caller,
                                CallerOf(tx, call, before.progress.beneficiary.person));
        LADDER_ASSIGN_OR_RETURN(const bool contradicted, IsContradicted(tx, id));
        if (contradicted) return Refuse(Reason::kPayItemContradicted);
        ItemRecord changed = before;
        LADDER_ASSIGN_OR_RETURN(changed.account, NextAccount(tx, call, before, wanted));
        changed.progress.account_changed = changed.account != before.account;
        changed.batch.reset();
        LADDER_ASSIGN_OR_RETURN(const ItemRecord after,
                                TakeItemStep(tx, context_, call.origin(), caller, before, changed,
                                             {.event = PayItemEvent::kReissue}));
        BudgetRecord budget = line;
        budget.root.version += 1;
        LADDER_ASSIGN_OR_RETURN(
            const Posting posting,
            MakePosting(LedgerEvent::kReissued, budget.line, after.amount, after.end_to_end()));
        LADDER_RETURN_IF_ERROR(
            PostEntry(tx, budget, posting, NameOfItem(id), call.today(), call.now()));
        LADDER_RETURN_IF_ERROR(SaveBudget(tx, line, budget));
        return ToProto(after, context_, call.today());
      });
}

absl::StatusOr<v1::PayItem> PayItemRpc::TakeStep(const rpc::Call& call, const std::string& name,
                                                 const std::string& etag,
                                                 const ItemStepAsked& asked) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kItemName, name));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayItem> {
        LADDER_ASSIGN_OR_RETURN(const ItemRecord before, LockItem(tx, id, call.scope()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(etag, before.root.version));
        LADDER_ASSIGN_OR_RETURN(const Caller caller,
                                CallerOf(tx, call, before.progress.beneficiary.person));
        LADDER_ASSIGN_OR_RETURN(
            const ItemRecord after,
            TakeItemStep(tx, context_, call.origin(), caller, before, before, asked));
        return ToProto(after, context_, call.today());
      });
}

absl::StatusOr<v1::PayItem> PayItemRpc::RaisePayItemQuery(
    const rpc::Call& call, const v1::RaisePayItemQueryRequest& request) {
  return TakeStep(call, request.name(), request.etag(),
                  {.event = PayItemEvent::kQuery, .remark = request.remark()});
}

absl::StatusOr<v1::PayItem> PayItemRpc::AnswerPayItemQuery(
    const rpc::Call& call, const v1::AnswerPayItemQueryRequest& request) {
  return TakeStep(call, request.name(), request.etag(),
                  {.event = PayItemEvent::kAnswer, .remark = request.remark()});
}

absl::StatusOr<v1::PayItem> PayItemRpc::AnswerPayItem(const rpc::Call& call,
                                                      const v1::AnswerPayItemRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kItemName, request.name()));
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, rpc::ParseDate(request.answered_on(), "answered_on"));
  if (call.today() < day) return RefuseField(::ladder::Reason::kDateInvalid, "answered_on");
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayItem> {
        LADDER_ASSIGN_OR_RETURN(const ItemRecord seen, GetItem(tx, id, call.scope()));
        // Of a payment that is in no batch the bank has nothing to say.
        LADDER_RETURN_IF_ERROR(seen.batch ? absl::OkStatus() : CheckAnswerable(seen.progress));
        LADDER_ASSIGN_OR_RETURN(const BatchRecord batch, LockBatch(tx, seen.batch.value_or(id)));
        LADDER_RETURN_IF_ERROR(LockBudget(tx, batch.budget_line).status());
        LADDER_ASSIGN_OR_RETURN(const ItemRecord before, LockItem(tx, id, call.scope()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        LADDER_RETURN_IF_ERROR(CheckAnswerable(before.progress));
        LADDER_ASSIGN_OR_RETURN(const ResultFile file,
                                AnswerAsFile(tx, batch, id, request.code(), day));
        LADDER_RETURN_IF_ERROR(
            AbsorbInto(tx, context_, call, batch, file, DigestOf(file)).status());
        LADDER_ASSIGN_OR_RETURN(const ItemRecord after, GetItem(tx, id, call.scope()));
        return ToProto(after, context_, call.today());
      });
}

absl::StatusOr<v1::ListPayItemStepsResponse> PayItemRpc::ListPayItemSteps(
    const rpc::Call& call, const v1::ListPayItemStepsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kItemName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid after, rpc::IdAfter(page));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListPayItemStepsResponse> {
        LADDER_RETURN_IF_ERROR(GetItem(tx, id, call.scope()).status());
        LADDER_ASSIGN_OR_RETURN(std::vector<ItemStepRecord> steps,
                                ListItemSteps(tx, id, after, page.size + 1));
        v1::ListPayItemStepsResponse response;
        if (rpc::CutToPage(steps, page)) {
          response.set_next_page_token(context_.pager.Next(call, page, steps.back().id.ToBytes()));
        }
        for (const ItemStepRecord& step : steps) *response.add_pay_item_steps() = ToProto(step);
        return response;
      });
}

}  // namespace ladder::subsidy
