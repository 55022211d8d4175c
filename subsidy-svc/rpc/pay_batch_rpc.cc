#include "subsidy-svc/rpc/pay_batch_rpc.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/server/crash_point.h"
#include "platform/status/status.h"
#include "subsidy-svc/bank/digest.h"
#include "subsidy-svc/bank/encoding.h"
#include "subsidy-svc/bank/outbox.h"
#include "subsidy-svc/domain/stage_clock.h"
#include "subsidy-svc/rpc/absorb_results.h"
#include "subsidy-svc/rpc/convert.h"
#include "subsidy-svc/rpc/county.h"
#include "subsidy-svc/rpc/pay_batch_convert.h"
#include "subsidy-svc/rpc/pay_batch_steps.h"
#include "subsidy-svc/rpc/pay_item_steps.h"
#include "subsidy-svc/storage/budget.h"
#include "subsidy-svc/storage/pay_batches.h"
#include "subsidy-svc/storage/pay_items.h"

namespace ladder::subsidy {
namespace {

// The items of a new batch, each with the treasurer's duty and the account that it goes to.
absl::Status BatchItems(mysql::Transaction& tx, const ServiceContext& context,
                        const rpc::Call& call, const BatchParts& parts, const Ulid& batch) {
  for (size_t i = 0; i < parts.items.size(); ++i) {
    LADDER_ASSIGN_OR_RETURN(const ItemRecord before,
                            LockItem(tx, parts.items[i].root.id, call.scope()));
    LADDER_ASSIGN_OR_RETURN(const Caller caller,
                            CallerOf(tx, call, before.progress.beneficiary.person));
    ItemRecord changed = before;
    changed.account = parts.accounts[i].root.id;
    changed.batch = batch;
    LADDER_RETURN_IF_ERROR(TakeItemStep(tx, context, call.origin(), caller, before, changed,
                                        {.event = PayItemEvent::kBatch})
                               .status());
  }
  return absl::OkStatus();
}

// Puts the file of a batch that the bank has not answered yet where the bank takes it. A repeat of
// the sending puts nothing of a batch that came further or was voided meanwhile; the row's lock
// keeps it from getting there before the file is.
absl::Status PutSentFile(ServiceContext& context, const rpc::Call& call, const Ulid& id) {
  return context.transactor.database().Transact(
      {.deadline = call.deadline()}, [&](mysql::Transaction& tx) -> absl::Status {
        LADDER_ASSIGN_OR_RETURN(const BatchRecord batch, LockBatch(tx, id));
        if (batch.progress.state != BatchState::kSent) return absl::OkStatus();
        LADDER_ASSIGN_OR_RETURN(const std::string bytes, FileOfBatch(tx, id));
        return PutPaymentFile(context.bank_folder, batch.number, bytes);
      });
}

// A refusal of a file of which the bank answered payments one by one makes no sense.
absl::Status CheckUnanswered(mysql::Transaction& tx, const BatchRecord& batch) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<PlaceRecord> places, PlacesOf(tx, batch.root.id));
  const bool answered = std::any_of(places.begin(), places.end(), [](const PlaceRecord& place) {
    return place.result.has_value();
  });
  if (!answered) return absl::OkStatus();
  return Refuse(Reason::kBatchState, {{"state", std::string(BatchStateName(batch.progress.state))},
                                      {"event", "REJECT"}});
}

}  // namespace

void PayBatchRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.subsidy.v1.PayBatchService")
      .Unary("GetPayBatch", this, &PayBatchRpc::GetPayBatch)
      .Unary("ListPayBatches", this, &PayBatchRpc::ListPayBatches)
      .Unary("CreatePayBatch", this, &PayBatchRpc::CreatePayBatch)
      .Unary("SignPayBatch", this, &PayBatchRpc::SignPayBatch)
      .Unary("VoidPayBatch", this, &PayBatchRpc::VoidPayBatch)
      .Unary("SendPayBatch", this, &PayBatchRpc::SendPayBatch)
      .Unary("DownloadPayBatchFile", this, &PayBatchRpc::DownloadPayBatchFile)
      .Unary("AbsorbReceipt", this, &PayBatchRpc::AbsorbReceipt)
      .Unary("AbsorbResult", this, &PayBatchRpc::AbsorbResult);
}

absl::StatusOr<v1::PayBatch> PayBatchRpc::GetPayBatch(const rpc::Call& call,
                                                      const v1::GetPayBatchRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBatchName, request.name()));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBatch(id)));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayBatch> {
        LADDER_ASSIGN_OR_RETURN(const BatchRecord batch, GetBatch(tx, id));
        return ToProto(batch);
      });
}

absl::StatusOr<v1::ListPayBatchesResponse> PayBatchRpc::ListPayBatches(
    const rpc::Call& call, const v1::ListPayBatchesRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  BatchQuery query = {.limit = page.size + 1};
  LADDER_ASSIGN_OR_RETURN(query.after, IdAfter(page));
  for (const int state : request.states()) {
    query.states.push_back(static_cast<BatchState>(state - 1));
  }
  LADDER_ASSIGN_OR_RETURN(query.budget_line,
                          ParseOptionalId(kBudgetName, request.budget_line(), "budget_line"));
  if (!SeesCounty(context_, call)) return v1::ListPayBatchesResponse();
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListPayBatchesResponse> {
        LADDER_ASSIGN_OR_RETURN(std::vector<BatchRecord> batches, ListBatches(tx, query));
        v1::ListPayBatchesResponse response;
        if (CutToPage(batches, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, batches.back().root.id.ToBytes()));
        }
        for (const BatchRecord& batch : batches) *response.add_pay_batches() = ToProto(batch);
        return response;
      });
}

absl::StatusOr<v1::PayBatch> PayBatchRpc::CreatePayBatch(const rpc::Call& call,
                                                         const v1::CreatePayBatchRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::IdForCreate(request.pay_batch_id(), call.now(), "pay_batch_id"));
  LADDER_ASSIGN_OR_RETURN(
      const Ulid line,
      rpc::ParseId(kBudgetName, request.pay_batch().budget_line(), "pay_batch.budget_line"));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBudget(line)));
  std::vector<Ulid> asked;
  for (const std::string& name : request.pay_items()) {
    LADDER_ASSIGN_OR_RETURN(const Ulid item, rpc::ParseId(kItemName, name, "pay_items"));
    asked.push_back(item);
  }
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayBatch> {
        LADDER_ASSIGN_OR_RETURN(const BudgetRecord budget, LockBudget(tx, line));
        LADDER_ASSIGN_OR_RETURN(const BatchParts parts, CollectItems(tx, call, budget, asked));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
        std::vector<PlaceRecord> places;
        LADDER_ASSIGN_OR_RETURN(const PaymentBytes file,
                                BuildFile(context_, call, id.ToString(), parts, places));
        const BatchRecord batch = {
            .root = NewRoot(id),
            .number = id.ToString(),
            .budget_line = line,
            .progress = {.creator = caller.actor.person, .digest = file.digest},
            .creator = caller.name,
            .item_count = file.header.count,
            .total = file.header.total,
            .file_date = call.today(),
            .created_at = call.now()};
        LADDER_RETURN_IF_ERROR(
            InsertBatch(tx, batch, file.bytes, absl::HexStringToBytes(file.digest)));
        LADDER_RETURN_IF_ERROR(BatchItems(tx, context_, call, parts, id));
        LADDER_RETURN_IF_ERROR(InsertPlaces(tx, id, places));
        return ToProto(batch);
      });
}

absl::StatusOr<v1::PayBatch> PayBatchRpc::SignPayBatch(const rpc::Call& call,
                                                       const v1::SignPayBatchRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBatchName, request.name()));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBatch(id)));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayBatch> {
        LADDER_ASSIGN_OR_RETURN(const BatchRecord before, LockBatch(tx, id));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
        LADDER_ASSIGN_OR_RETURN(BatchRecord after,
                                StepBatch(caller, before, BatchEvent::kSign, request.digest()));
        after.signers.push_back(caller.name);
        LADDER_RETURN_IF_ERROR(SaveBatch(tx, before, after, request.signature()));
        return ToProto(after);
      });
}

absl::StatusOr<v1::PayBatch> PayBatchRpc::VoidPayBatch(const rpc::Call& call,
                                                       const v1::VoidPayBatchRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBatchName, request.name()));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBatch(id)));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayBatch> {
        LADDER_ASSIGN_OR_RETURN(const BatchRecord before, LockBatch(tx, id));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
        LADDER_ASSIGN_OR_RETURN(const BatchRecord after,
                                StepBatch(caller, before, BatchEvent::kVoid));
        LADDER_RETURN_IF_ERROR(
            StepItems(tx, context_, call, caller, after, PayItemEvent::kUnbatch));
        LADDER_RETURN_IF_ERROR(DropPlaces(tx, id));
        LADDER_RETURN_IF_ERROR(SaveBatch(tx, before, after));
        return ToProto(after);
      });
}

absl::StatusOr<v1::PayBatch> PayBatchRpc::SendPayBatch(const rpc::Call& call,
                                                       const v1::SendPayBatchRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBatchName, request.name()));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBatch(id)));
  LADDER_ASSIGN_OR_RETURN(
      const v1::PayBatch sent,
      context_.transactor.Transact(
          call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayBatch> {
            LADDER_ASSIGN_OR_RETURN(const BatchRecord before, LockBatch(tx, id));
            // Sending again is no event: the same bytes go to the same place.
            if (before.progress.state == BatchState::kSent) return ToProto(before);
            LADDER_RETURN_IF_ERROR(rpc::CheckEtag(request.etag(), before.root.version));
            LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
            LADDER_ASSIGN_OR_RETURN(BatchRecord after,
                                    StepBatch(caller, before, BatchEvent::kSend));
            after.sent_on = call.today();
            if (const auto deadline =
                    DeadlineOf(PayItemState::kAccepted, call.today(), context_.workdays)) {
              after.answer_until = deadline->day;
            }
            LADDER_RETURN_IF_ERROR(PostBatch(tx, call, after, LedgerEvent::kSent, after.total,
                                             absl::StrCat(after.number, "-", after.root.version)));
            LADDER_RETURN_IF_ERROR(CheckUncontradicted(tx, id));
            LADDER_RETURN_IF_ERROR(CheckStillPayable(tx, id, call.today()));
            LADDER_RETURN_IF_ERROR(
                StepItems(tx, context_, call, caller, after, PayItemEvent::kSend));
            LADDER_RETURN_IF_ERROR(SaveBatch(tx, before, after));
            return ToProto(after);
          }));
  // What is committed as sent and whose file is missing is put there by the next sending.
  server::CrashPoint("subsidy.batch.sent");
  LADDER_RETURN_IF_ERROR(PutSentFile(context_, call, id));
  return sent;
}

absl::StatusOr<v1::DownloadPayBatchFileResponse> PayBatchRpc::DownloadPayBatchFile(
    const rpc::Call& call, const v1::DownloadPayBatchFileRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBatchName, request.name()));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBatch(id)));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::DownloadPayBatchFileResponse> {
        LADDER_ASSIGN_OR_RETURN(const BatchRecord batch, GetBatch(tx, id));
        LADDER_RETURN_IF_ERROR(CheckDownload(batch.progress));
        LADDER_ASSIGN_OR_RETURN(const std::string bytes, FileOfBatch(tx, id));
        v1::DownloadPayBatchFileResponse response;
        response.set_content(bytes);
        response.set_digest(batch.progress.digest);
        return response;
      });
}

absl::StatusOr<v1::PayBatch> PayBatchRpc::AbsorbReceipt(const rpc::Call& call,
                                                        const v1::AbsorbReceiptRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBatchName, request.name()));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBatch(id)));
  LADDER_ASSIGN_OR_RETURN(const std::string text, FromGb18030(request.content()));
  LADDER_ASSIGN_OR_RETURN(const Receipt receipt, ParseReceipt(text));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::PayBatch> {
        LADDER_ASSIGN_OR_RETURN(const BatchRecord before, LockBatch(tx, id));
        if (receipt.batch != before.number) {
          return Refuse(Reason::kBankBatch, {{"batch", receipt.batch}});
        }
        if (IsRepeated(before.progress, receipt.accepted)) return ToProto(before);
        LADDER_ASSIGN_OR_RETURN(const Caller caller, CallerOf(tx, call, Ulid()));
        LADDER_ASSIGN_OR_RETURN(
            const BatchRecord after,
            StepBatch(caller, before,
                      receipt.accepted ? BatchEvent::kAccept : BatchEvent::kReject));
        if (!receipt.accepted) {
          LADDER_RETURN_IF_ERROR(CheckUnanswered(tx, before));
          LADDER_RETURN_IF_ERROR(PostBatch(tx, call, after, LedgerEvent::kFileRejected, after.total,
                                           absl::StrCat(after.number, "-", after.root.version)));
        }
        LADDER_RETURN_IF_ERROR(
            StepItems(tx, context_, call, caller, after,
                      receipt.accepted ? PayItemEvent::kAccept : PayItemEvent::kFileReject));
        LADDER_RETURN_IF_ERROR(SaveBatch(tx, before, after));
        return ToProto(after);
      });
}

absl::StatusOr<v1::AbsorbResultResponse> PayBatchRpc::AbsorbResult(
    const rpc::Call& call, const v1::AbsorbResultRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kBatchName, request.name()));
  LADDER_RETURN_IF_ERROR(CheckCounty(context_, call, NameOfBatch(id)));
  LADDER_ASSIGN_OR_RETURN(const std::string text, FromGb18030(request.content()));
  LADDER_ASSIGN_OR_RETURN(const ResultFile file, ParseResultFile(text));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::AbsorbResultResponse> {
        LADDER_ASSIGN_OR_RETURN(const BatchRecord before, LockBatch(tx, id));
        return AbsorbInto(tx, context_, call, before, file, Sm3(request.content()));
      });
}

}  // namespace ladder::subsidy
