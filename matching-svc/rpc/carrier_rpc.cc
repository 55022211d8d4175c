#include "matching-svc/rpc/carrier_rpc.h"

#include <string>
#include <utility>

#include "matching-svc/rpc/carrier_convert.h"
#include "matching-svc/rpc/convert.h"
#include "matching-svc/storage/carriers.h"
#include "matching-svc/storage/enterprises.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

// NOT_FOUND for an enterprise that doesn't exist.
absl::Status CheckEnterprise(mysql::Transaction& tx, const CarrierDraft& draft) {
  if (!draft.enterprise) return absl::OkStatus();
  return GetEnterprise(tx, *draft.enterprise).status();
}

}  // namespace

void CarrierRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.matching.v1.CarrierService")
      .Unary("GetCarrier", this, &CarrierRpc::GetCarrier)
      .Unary("ListCarriers", this, &CarrierRpc::ListCarriers)
      .Unary("CreateCarrier", this, &CarrierRpc::CreateCarrier)
      .Unary("UpdateCarrier", this, &CarrierRpc::UpdateCarrier)
      .Unary("RecogniseCarrier", this, &CarrierRpc::RecogniseCarrier)
      .Unary("ReviewCarrier", this, &CarrierRpc::ReviewCarrier)
      .Unary("WithdrawCarrier", this, &CarrierRpc::WithdrawCarrier);
}

absl::StatusOr<v1::Carrier> CarrierRpc::Change(const rpc::Call& call, absl::string_view name,
                                               absl::string_view etag, const Rule& rule) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kCarrierName, name));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Carrier> {
        LADDER_ASSIGN_OR_RETURN(const Carrier before, LockCarrier(tx, id));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(etag, before.root.version));
        LADDER_ASSIGN_OR_RETURN(Carrier after, rule(tx, before));
        ++after.root.version;
        LADDER_RETURN_IF_ERROR(SaveCarrier(tx, after));
        return ToProto(after);
      });
}

absl::StatusOr<v1::Carrier> CarrierRpc::Step(const rpc::Call& call, absl::string_view name,
                                             const google::type::Date& day, CarrierStep step) {
  LADDER_ASSIGN_OR_RETURN(step.day, rpc::ParseDate(day, "day"));
  return Change(call, name, "", [&](mysql::Transaction&, const Carrier& carrier) {
    return ApplyStep(carrier, step, call.today());
  });
}

absl::StatusOr<v1::Carrier> CarrierRpc::GetCarrier(const rpc::Call& call,
                                                   const v1::GetCarrierRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kCarrierName, request.name()));
  return context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Carrier> {
    LADDER_ASSIGN_OR_RETURN(const Carrier carrier, matching::GetCarrier(tx, id));
    v1::Carrier proto = ToProto(carrier);
    LADDER_ASSIGN_OR_RETURN(const int heads, CountHeads(tx, id));
    proto.set_heads(heads);
    return proto;
  });
}

absl::StatusOr<v1::ListCarriersResponse> CarrierRpc::ListCarriers(
    const rpc::Call& call, const v1::ListCarriersRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  CarrierQuery query{.kind = static_cast<CarrierKind>(request.kind()),
                     .relocation_site = request.relocation_site(),
                     .size = page.size};
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  LADDER_ASSIGN_OR_RETURN(query.division,
                          ParseAskedDivision(request.division(), context_.divisions));
  LADDER_ASSIGN_OR_RETURN(query.review_due,
                          ParseOptionalDay(request.has_review_due_date(), request.review_due_date(),
                                           "review_due_date"));
  if (request.state() != v1::Carrier::STATE_UNSPECIFIED) {
    query.state = static_cast<CarrierState>(request.state());
  }
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListCarriersResponse> {
        LADDER_ASSIGN_OR_RETURN(const Listed<Carrier> listed, matching::ListCarriers(tx, query));
        v1::ListCarriersResponse response;
        for (const Carrier& carrier : listed.rows) *response.add_carriers() = ToProto(carrier);
        response.set_next_page_token(rpc::NextToken(context_.pager, call, page, listed));
        return response;
      });
}

absl::StatusOr<v1::Carrier> CarrierRpc::CreateCarrier(const rpc::Call& call,
                                                      const v1::CreateCarrierRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::IdForCreate(request.carrier_id(), call.now(), "carrier_id"));
  const absl::StatusOr<CarrierDraft> draft = ParseDraft(request.carrier(), context_.divisions);
  if (!draft.ok()) return UnderField(draft.status(), "carrier");
  absl::StatusOr<Carrier> proposed = ProposeCarrier(*draft);
  if (!proposed.ok()) return UnderField(proposed.status(), "carrier");
  proposed->root = {.id = id, .version = 1, .last_event = {}};
  proposed->created_at = call.now();
  return context_.transactor.Transact(call,
                                      [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Carrier> {
                                        LADDER_RETURN_IF_ERROR(CheckEnterprise(tx, *draft));
                                        LADDER_RETURN_IF_ERROR(InsertCarrier(tx, *proposed));
                                        return ToProto(*proposed);
                                      });
}

absl::StatusOr<v1::Carrier> CarrierRpc::UpdateCarrier(const rpc::Call& call,
                                                      const v1::UpdateCarrierRequest& request) {
  const v1::Carrier& asked = request.carrier();
  return Change(call, asked.name(), asked.etag(),
                [&](mysql::Transaction& tx, const Carrier& before) -> absl::StatusOr<Carrier> {
                  v1::Carrier merged = ToProto(before);
                  LADDER_RETURN_IF_ERROR(ApplyMask(asked, request.update_mask(), merged));
                  const absl::StatusOr<CarrierDraft> draft = ParseDraft(merged, context_.divisions);
                  if (!draft.ok()) return UnderField(draft.status(), "carrier");
                  LADDER_RETURN_IF_ERROR(CheckEnterprise(tx, *draft));
                  absl::StatusOr<Carrier> after = EditCarrier(before, *draft);
                  if (!after.ok()) return UnderField(after.status(), "carrier");
                  return after;
                });
}

absl::StatusOr<v1::Carrier> CarrierRpc::RecogniseCarrier(
    const rpc::Call& call, const v1::RecogniseCarrierRequest& request) {
  return Step(call, request.name(), request.day(), {.event = CarrierEvent::kRecognise});
}

absl::StatusOr<v1::Carrier> CarrierRpc::ReviewCarrier(const rpc::Call& call,
                                                      const v1::ReviewCarrierRequest& request) {
  return Step(call, request.name(), request.day(), {.event = CarrierEvent::kReview});
}

absl::StatusOr<v1::Carrier> CarrierRpc::WithdrawCarrier(const rpc::Call& call,
                                                        const v1::WithdrawCarrierRequest& request) {
  return Step(call, request.name(), request.day(),
              {.event = CarrierEvent::kWithdraw, .reason = request.reason()});
}

}  // namespace ladder::matching
