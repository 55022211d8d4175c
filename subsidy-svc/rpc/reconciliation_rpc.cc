#include "subsidy-svc/rpc/reconciliation_rpc.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "subsidy-svc/bank/digest.h"
#include "subsidy-svc/bank/encoding.h"
#include "subsidy-svc/domain/reconciliation.h"
#include "subsidy-svc/rpc/caller.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/county.h"
#include "subsidy-svc/rpc/reconciliation_steps.h"
#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/storage/contradictions.h"
#include "subsidy-svc/storage/pay_batches.h"
#include "subsidy-svc/storage/pay_items.h"
#include "subsidy-svc/storage/reconciliations.h"

namespace ladder::subsidy {
namespace {

constexpr char kDayName[] = "reconciliations/{reconciliation}";
constexpr char kContradictionName[] = "contradictions/{contradiction}";
constexpr char kOpenItemName[] = "reconciliations/{reconciliation}/openItems/{open_item}";

std::string NameOfDay(const Ulid& id) { return absl::StrCat("reconciliations/", id.ToString()); }

v1::Reconciliation ToProto(const ReconciliationRecord& record) {
  v1::Reconciliation out;
  out.set_name(NameOfDay(record.root.id));
  out.set_account(record.account);
  *out.mutable_statement_day() = rpc::ToDate(record.day);
  out.set_digest(absl::BytesToHexString(record.digest));
  *out.mutable_ledger() = rpc::ToMoney(record.ledger);
  *out.mutable_bank() = rpc::ToMoney(record.bank);
  out.set_open_count(record.open_count);
  out.set_importer(record.importer);
  out.set_etag(rpc::EtagOf(record.root.version));
  return out;
}

v1::OpenItem ToProto(const OpenItemRecord& record) {
  v1::OpenItem out;
  out.set_name(absl::StrCat(NameOfDay(record.reconciliation), "/openItems/", record.number));
  out.set_kind(static_cast<v1::OpenItemKind>(static_cast<int>(record.item.kind) + 1));
  *out.mutable_statement_day() = rpc::ToDate(record.item.day);
  out.set_batch_number(record.item.batch);
  *out.mutable_ledger() = rpc::ToMoney(record.item.ledger);
  *out.mutable_bank() = rpc::ToMoney(record.item.bank);
  out.set_clearer(record.cleared_by);
  if (record.cleared_on) *out.mutable_cleared_on() = rpc::ToDate(*record.cleared_on);
  out.set_remark(record.remark);
  return out;
}

v1::Contradiction ToProto(const ContradictionRecord& record) {
  v1::Contradiction out;
  out.set_name(absl::StrCat("contradictions/", record.id.ToString()));
  out.set_pay_item(NameOfItem(record.item));
  out.set_attempt(record.attempt);
  out.set_pay_batch(NameOfBatch(record.batch));
  out.set_kept_code(record.kept);
  out.set_told_code(record.told);
  *out.mutable_told_on() = rpc::ToDate(record.told_on);
  out.set_importer(record.importer);
  out.set_clearer(record.cleared_by);
  if (record.cleared_on) *out.mutable_cleared_on() = rpc::ToDate(*record.cleared_on);
  out.set_remark(record.remark);
  return out;
}

// PAY_ITEM_ACTOR, OPEN_ITEM_CLEARED or OPEN_ITEM_SAME_PERSON unless the caller may explain what
// `importer` brought in.
absl::Status CheckMayClear(const Caller& caller, const Ulid& importer, bool cleared) {
  return AsAnyOffice(caller,
                     [&](const Actor& actor) -> absl::StatusOr<Actor> {
                       LADDER_RETURN_IF_ERROR(CheckClearing(
                           {.actor = actor, .importer = importer, .cleared = cleared}));
                       return actor;
                     })
      .status();
}

// The last item of a page: its day's 16 bytes, then its number.
std::string KeyOf(const OpenItemRecord& record) {
  return absl::StrCat(record.reconciliation.ToBytes(), record.number);
}

absl::Status ReadKey(const std::string& key, OpenItemQuery& query) {
  if (key.empty()) return absl::OkStatus();
  if (key.size() > 16 && absl::SimpleAtoi(key.substr(16), &query.after_number)) {
    query.after = Ulid::FromBytes(key.substr(0, 16));
    return absl::OkStatus();
  }
  return RefuseField(::ladder::Reason::kPageTokenInvalid, "page_token");
}

// Whether the table's own key refused a day.
bool IsDayTaken(const absl::Status& status) {
  return absl::IsAlreadyExists(status) &&
         ReasonOf(status) == InfoOf(::ladder::Reason::kAlreadyExists).name;
}

// When the bank's debits of the batch by now equal its payments over all days, they are settled.
absl::Status ReconcileExplained(mysql::Transaction& tx, const ServiceContext& context,
                                const rpc::Call& call, const Caller& caller, const OpenItem& item) {
  if (item.kind == OpenItemKind::kCredit) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const auto batch, LockBatchOf(tx, item.batch));
  if (!batch) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(const std::vector<ItemRecord> items,
                          LockItemsOfBatch(tx, batch->root.id));
  LADDER_ASSIGN_OR_RETURN(const Fen debited, DebitedOf(tx, item.batch));
  if (PaidOf(items, std::nullopt) != debited) return absl::OkStatus();
  return ReconcileBatch(tx, context, call.origin(), caller, items, std::nullopt);
}

}  // namespace

void ReconciliationRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.subsidy.v1.ReconciliationService")
      .Unary("GetReconciliation", this, &ReconciliationRpc::GetReconciliation)
      .Unary("ListReconciliations", this, &ReconciliationRpc::ListReconciliations)
      .Unary("ImportStatement", this, &ReconciliationRpc::ImportStatement)
      .Unary("ListOpenItems", this, &ReconciliationRpc::ListOpenItems)
      .Unary("ClearOpenItem", this, &ReconciliationRpc::ClearOpenItem)
      .Unary("ListContradictions", this, &ReconciliationRpc::ListContradictions)
      .Unary("ClearContradiction", this, &ReconciliationRpc::ClearContradiction)
      .Unary("CheckCommitments", this, &ReconciliationRpc::CheckCommitments);
}

absl::StatusOr<v1::Reconciliation> ReconciliationRpc::GetReconciliation(
    const rpc::Call& call, const v1::GetReconciliationRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kDayName, request.name()));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfDay(id)));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Reconciliation> {
        LADDER_ASSIGN_OR_RETURN(const ReconciliationRecord record,
                                subsidy::GetReconciliation(tx, id));
        return ToProto(record);
      });
}

absl::StatusOr<v1::ListReconciliationsResponse> ReconciliationRpc::ListReconciliations(
    const rpc::Call& call, const v1::ListReconciliationsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  ReconciliationQuery query = {.only_open = request.only_open(), .limit = page.size + 1};
  LADDER_ASSIGN_OR_RETURN(query.after, rpc::IdAfter(page));
  LADDER_ASSIGN_OR_RETURN(
      query.from, ParseDayOr(request.has_from_day(), request.from_day(), query.from, "from_day"));
  LADDER_ASSIGN_OR_RETURN(query.to,
                          ParseDayOr(request.has_to_day(), request.to_day(), query.to, "to_day"));
  if (!SeesCounty(context_, call)) return v1::ListReconciliationsResponse();
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListReconciliationsResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<ReconciliationRecord> records,
                                subsidy::ListReconciliations(tx, query));
        v1::ListReconciliationsResponse response;
        if (rpc::CutToPage(records, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, records.back().root.id.ToBytes()));
        }
        for (const ReconciliationRecord& record : records) {
          *response.add_reconciliations() = ToProto(record);
        }
        return response;
      });
}

absl::StatusOr<v1::Reconciliation> ReconciliationRpc::ImportStatement(
    const rpc::Call& call, const v1::ImportStatementRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const std::string text, FromGb18030(request.content()));
  LADDER_ASSIGN_OR_RETURN(const Statement statement, ParseStatement(text));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfDivision(context_.county)));
  const std::string digest = Sm3(request.content());
  LADDER_RETURN_IF_ERROR(CheckStatement(context_, call, statement, digest));
  const auto record = [&] {
    return context_.transactor.Transact(
        call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Reconciliation> {
          LADDER_ASSIGN_OR_RETURN(const ReconciliationRecord day,
                                  RecordStatement(tx, context_, call, statement, digest));
          return ToProto(day);
        });
  };
  absl::StatusOr<v1::Reconciliation> answer = record();
  // Somebody else's import of the day came between: now it is seen, and compared.
  if (IsDayTaken(answer.status())) answer = record();
  if (!answer.ok()) return answer.status();
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kDayName, answer->name()));
  LADDER_RETURN_IF_ERROR(ReconcileAgreed(context_, call, id));
  return answer;
}

absl::StatusOr<v1::ListOpenItemsResponse> ReconciliationRpc::ListOpenItems(
    const rpc::Call& call, const v1::ListOpenItemsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  OpenItemQuery query = {.with_cleared = request.with_cleared(), .limit = page.size + 1};
  LADDER_RETURN_IF_ERROR(ReadKey(page.after, query));
  if (request.parent() != "reconciliations/-") {
    LADDER_ASSIGN_OR_RETURN(query.reconciliation,
                            ParseOptionalId(kDayName, request.parent(), "parent"));
  }
  if (!SeesCounty(context_, call)) return v1::ListOpenItemsResponse();
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListOpenItemsResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<OpenItemRecord> items,
                                subsidy::ListOpenItems(tx, query));
        v1::ListOpenItemsResponse response;
        if (rpc::CutToPage(items, page)) {
          response.set_next_page_token(context_.pager.Next(call, page, KeyOf(items.back())));
        }
        for (const OpenItemRecord& item : items) *response.add_open_items() = ToProto(item);
        return response;
      });
}

absl::StatusOr<v1::OpenItem> ReconciliationRpc::ClearOpenItem(
    const rpc::Call& call, const v1::ClearOpenItemRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const auto parts, rpc::ParseName(kOpenItemName, request.name()));
  const absl::StatusOr<Ulid> id = Ulid::Parse(parts[0]);
  int64_t number = 0;
  if (!id.ok() || !absl::SimpleAtoi(parts[1], &number)) {
    return RefuseField(::ladder::Reason::kNameInvalid, "name");
  }
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfDay(*id)));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::OpenItem> {
        LADDER_ASSIGN_OR_RETURN(const ReconciliationRecord day, LockReconciliation(tx, *id));
        LADDER_ASSIGN_OR_RETURN(OpenItemRecord item, GetOpenItem(tx, *id, number));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
        LADDER_RETURN_IF_ERROR(
            CheckMayClear(caller, day.importer_person, item.cleared_on.has_value()));
        LADDER_RETURN_IF_ERROR(ReconcileExplained(tx, context_, call, caller, item.item));
        item.cleared_by = caller.name;
        item.cleared_on = call.today();
        item.remark = request.remark();
        LADDER_RETURN_IF_ERROR(SaveCleared(tx, day, item));
        return ToProto(item);
      });
}

absl::StatusOr<v1::ListContradictionsResponse> ReconciliationRpc::ListContradictions(
    const rpc::Call& call, const v1::ListContradictionsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  ContradictionQuery query = {.with_cleared = request.with_cleared(), .limit = page.size + 1};
  LADDER_ASSIGN_OR_RETURN(query.after, rpc::IdAfter(page));
  if (!SeesCounty(context_, call)) return v1::ListContradictionsResponse();
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListContradictionsResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<ContradictionRecord> records,
                                subsidy::ListContradictions(tx, query));
        v1::ListContradictionsResponse response;
        if (rpc::CutToPage(records, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, records.back().id.ToBytes()));
        }
        for (const ContradictionRecord& record : records) {
          *response.add_contradictions() = ToProto(record);
        }
        return response;
      });
}

absl::StatusOr<v1::Contradiction> ReconciliationRpc::ClearContradiction(
    const rpc::Call& call, const v1::ClearContradictionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kContradictionName, request.name()));
  // Whatever the bank paid must not be paid again.
  if (!request.kept_answer_stands()) {
    return RefuseField(::ladder::Reason::kFieldRequired, "kept_answer_stands");
  }
  LADDER_RETURN_IF_ERROR(
      CheckCounty(context_, call, absl::StrCat("contradictions/", id.ToString())));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Contradiction> {
        LADDER_ASSIGN_OR_RETURN(ContradictionRecord record, LockContradiction(tx, id));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
        LADDER_RETURN_IF_ERROR(
            CheckMayClear(caller, record.importer_person, record.cleared_on.has_value()));
        record.cleared_by = caller.name;
        record.cleared_on = call.today();
        record.remark = request.remark();
        LADDER_RETURN_IF_ERROR(SaveExplained(tx, record));
        return ToProto(record);
      });
}

absl::StatusOr<v1::CommitmentCheck> ReconciliationRpc::CheckCommitments(
    const rpc::Call& call, const v1::CheckCommitmentsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBudgetName, request.name()));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBudget(id)));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::CommitmentCheck> {
        LADDER_ASSIGN_OR_RETURN(const BudgetRecord budget, GetBudget(tx, id));
        LADDER_ASSIGN_OR_RETURN(const auto sums, SumsByState(tx, id));
        Fen committed, paid, cancelled;
        for (const auto& [state, sum] : sums) {
          committed += sum;
          if (CountsAsPaid(state)) paid += sum;
          if (CountsAsCancelled(state)) cancelled += sum;
        }
        v1::CommitmentCheck check;
        *check.mutable_committed() = rpc::ToMoney(committed);
        *check.mutable_paid() = rpc::ToMoney(paid);
        *check.mutable_cancelled() = rpc::ToMoney(cancelled);
        *check.mutable_open() = rpc::ToMoney(OpenCommitments(budget.balances));
        check.set_agrees(CommitmentsAgree(budget.balances, committed, paid, cancelled));
        return check;
      });
}

}  // namespace ladder::subsidy
