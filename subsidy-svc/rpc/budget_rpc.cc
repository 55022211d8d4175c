#include "subsidy-svc/rpc/budget_rpc.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "subsidy-svc/domain/budget_queue.h"
#include "subsidy-svc/rpc/budget_steps.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/county.h"
#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/storage/claims.h"

namespace ladder::subsidy {
namespace {

constexpr int kQueueMax = 1000;

absl::StatusOr<v1::BudgetLine> Told(mysql::Transaction& tx, const BudgetRecord& budget) {
  v1::BudgetLine out;
  out.set_name(NameOfBudget(budget.root.id));
  out.set_fund(budget.line.fund);
  out.set_year(static_cast<int>(budget.line.year));
  *out.mutable_appropriated() = rpc::ToMoney(budget.appropriated);
  const Fen free = budget.BalanceOf(AccountKind::kAppropriation);
  *out.mutable_free() = rpc::ToMoney(free);
  *out.mutable_committed() = rpc::ToMoney(budget.BalanceOf(AccountKind::kCommitted));
  *out.mutable_paid() = rpc::ToMoney(budget.BalanceOf(AccountKind::kPaid));
  LADDER_ASSIGN_OR_RETURN(const std::vector<QueuedClaim> queue,
                          QueueOf(tx, budget.root.id, kQueueMax));
  out.set_queued_count(static_cast<int64_t>(queue.size()));
  out.set_low(IsBudgetLow(free, budget.appropriated));
  out.set_etag(rpc::EtagOf(budget.root.version));
  return out;
}

v1::LedgerEntry ToProto(const EntryRecord& entry) {
  v1::LedgerEntry out;
  out.set_name(absl::StrCat("ledgerEntries/", entry.id.ToString()));
  out.set_key(entry.posting.key);
  out.set_event(static_cast<v1::LedgerEvent>(static_cast<int>(entry.posting.event) + 1));
  out.set_budget_line(NameOfBudget(entry.budget_line));
  out.set_subject(entry.subject);
  for (const LedgerLine& line : entry.posting.lines) {
    v1::LedgerLine& row = *out.add_lines();
    row.set_account(static_cast<v1::LedgerAccountKind>(static_cast<int>(line.account) + 1));
    *row.mutable_amount() = rpc::ToMoney(line.amount);
  }
  *out.mutable_day() = rpc::ToDate(entry.day);
  *out.mutable_create_time() = rpc::ToTimestamp(entry.recorded);
  return out;
}

}  // namespace

void BudgetRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.subsidy.v1.BudgetService")
      .Unary("GetBudgetLine", this, &BudgetRpc::GetBudgetLine)
      .Unary("ListBudgetLines", this, &BudgetRpc::ListBudgetLines)
      .Unary("CreateBudgetLine", this, &BudgetRpc::CreateBudgetLine)
      .Unary("FundBudgetLine", this, &BudgetRpc::FundBudgetLine)
      .Unary("ListQueuedClaims", this, &BudgetRpc::ListQueuedClaims);
  binder.Service("ladder.subsidy.v1.LedgerService")
      .Unary("ListLedgerAccounts", this, &BudgetRpc::ListLedgerAccounts)
      .Unary("ListLedgerEntries", this, &BudgetRpc::ListLedgerEntries);
}

absl::StatusOr<v1::BudgetLine> BudgetRpc::GetBudgetLine(const rpc::Call& call,
                                                        const v1::GetBudgetLineRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBudgetName, request.name()));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBudget(id)));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::BudgetLine> {
        LADDER_ASSIGN_OR_RETURN(const BudgetRecord budget, GetBudget(tx, id));
        return Told(tx, budget);
      });
}

absl::StatusOr<v1::ListBudgetLinesResponse> BudgetRpc::ListBudgetLines(
    const rpc::Call& call, const v1::ListBudgetLinesRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid after, IdAfter(page));
  if (!SeesCounty(context_, call)) return v1::ListBudgetLinesResponse();
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListBudgetLinesResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<BudgetRecord> budgets,
                                ListBudgets(tx, request.year(), after, page.size + 1));
        v1::ListBudgetLinesResponse response;
        if (CutToPage(budgets, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, budgets.back().root.id.ToBytes()));
        }
        for (const BudgetRecord& budget : budgets) {
          LADDER_ASSIGN_OR_RETURN(*response.add_budget_lines(), Told(tx, budget));
        }
        return response;
      });
}

absl::StatusOr<v1::BudgetLine> BudgetRpc::CreateBudgetLine(
    const rpc::Call& call, const v1::CreateBudgetLineRequest& request) {
  const v1::BudgetLine& asked = request.budget_line();
  const BudgetLine line = {.fund = asked.fund(), .year = asked.year()};
  LADDER_RETURN_IF_ERROR(CheckFund(line));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfDivision(context_.county)));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::BudgetLine> {
        const BudgetRecord budget = {.root = NewRoot(Ulid::New(call.now())), .line = line};
        LADDER_RETURN_IF_ERROR(InsertBudget(tx, budget));
        return Told(tx, budget);
      });
}

absl::StatusOr<v1::BudgetLine> BudgetRpc::FundBudgetLine(const rpc::Call& call,
                                                         const v1::FundBudgetLineRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBudgetName, request.name()));
  LADDER_ASSIGN_OR_RETURN(const Fen amount, rpc::ParseMoney(request.amount(), "amount"));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBudget(id)));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::BudgetLine> {
        LADDER_ASSIGN_OR_RETURN(const BudgetRecord before, LockBudget(tx, id));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        BudgetRecord after = before;
        after.root.version = before.root.version + 1;
        after.appropriated += amount;
        // A key of its own: a repeat gets the stored answer, and two people may use one request id.
        LADDER_ASSIGN_OR_RETURN(const Posting posting,
                                MakePosting(LedgerEvent::kFunded, before.line, amount,
                                            Ulid::New(call.now()).ToString()));
        LADDER_RETURN_IF_ERROR(
            PostEntry(tx, after, posting, request.document(), call.today(), call.now()));
        LADDER_RETURN_IF_ERROR(ReleaseQueue(tx, context_, call.origin(), after));
        LADDER_RETURN_IF_ERROR(SaveBudget(tx, before, after));
        return Told(tx, after);
      });
}

absl::StatusOr<v1::ListQueuedClaimsResponse> BudgetRpc::ListQueuedClaims(
    const rpc::Call& call, const v1::ListQueuedClaimsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBudgetName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid after, IdAfter(page));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBudget(id)));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListQueuedClaimsResponse> {
        LADDER_RETURN_IF_ERROR(GetBudget(tx, id).status());
        LADDER_ASSIGN_OR_RETURN(const std::vector<QueuedClaim> queue, QueueOf(tx, id, kQueueMax));
        v1::ListQueuedClaimsResponse response;
        bool reached = after.is_zero();
        for (size_t i = 0; i < queue.size(); ++i) {
          const QueuedClaim& queued = queue[i];
          if (reached && response.queued_claims_size() == page.size) {
            response.set_next_page_token(
                context_.pager.Next(call, page, queue[i - 1].claim.ToBytes()));
            break;
          }
          if (reached) {
            v1::QueuedClaim& row = *response.add_queued_claims();
            row.set_claim(NameOfClaim(queued.claim));
            row.set_position(static_cast<int64_t>(i));
            *row.mutable_amount() = rpc::ToMoney(queued.amount);
            *row.mutable_approve_time() = rpc::ToTimestamp(queued.approved_at);
          }
          reached = reached || queued.claim == after;
        }
        return response;
      });
}

absl::StatusOr<v1::ListLedgerAccountsResponse> BudgetRpc::ListLedgerAccounts(
    const rpc::Call& call, const v1::ListLedgerAccountsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::ParseId(kBudgetName, request.budget_line(), "budget_line"));
  LADDER_RETURN_IF_ERROR(context_.pager.Open(call).status());
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBudget(id)));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListLedgerAccountsResponse> {
        LADDER_ASSIGN_OR_RETURN(const BudgetRecord budget, GetBudget(tx, id));
        v1::ListLedgerAccountsResponse response;
        for (const AccountKind kind : kAccountKinds) {
          v1::LedgerAccount& row = *response.add_ledger_accounts();
          row.set_budget_line(NameOfBudget(id));
          row.set_kind(static_cast<v1::LedgerAccountKind>(static_cast<int>(kind) + 1));
          *row.mutable_balance() = rpc::ToMoney(budget.BalanceOf(kind));
        }
        return response;
      });
}

absl::StatusOr<v1::ListLedgerEntriesResponse> BudgetRpc::ListLedgerEntries(
    const rpc::Call& call, const v1::ListLedgerEntriesRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  EntryQuery query = {.subject = request.subject(), .limit = page.size + 1};
  LADDER_ASSIGN_OR_RETURN(query.after, IdAfter(page));
  LADDER_ASSIGN_OR_RETURN(query.budget_line,
                          ParseOptionalId(kBudgetName, request.budget_line(), "budget_line"));
  LADDER_ASSIGN_OR_RETURN(
      query.from, ParseDayOr(request.has_from_day(), request.from_day(), query.from, "from_day"));
  LADDER_ASSIGN_OR_RETURN(query.to,
                          ParseDayOr(request.has_to_day(), request.to_day(), query.to, "to_day"));
  if (!SeesCounty(context_, call)) return v1::ListLedgerEntriesResponse();
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListLedgerEntriesResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<EntryRecord> entries, ListEntries(tx, query));
        v1::ListLedgerEntriesResponse response;
        if (CutToPage(entries, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, entries.back().id.ToBytes()));
        }
        for (const EntryRecord& entry : entries) *response.add_ledger_entries() = ToProto(entry);
        return response;
      });
}

}  // namespace ladder::subsidy
