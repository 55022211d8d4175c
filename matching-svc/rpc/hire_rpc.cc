#include "matching-svc/rpc/hire_rpc.h"

#include <utility>

#include "matching-svc/rpc/convert.h"
#include "matching-svc/rpc/events.h"
#include "matching-svc/rpc/hire_facts.h"
#include "matching-svc/storage/hires.h"
#include "matching-svc/storage/persons.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

namespace codes = ::ladder::registry::v1;

v1::Hire ToProto(const Hire& hire) {
  v1::Hire proto;
  proto.set_name(NameOfHire(hire.root.id));
  proto.set_person(NameOfPerson(hire.person));
  proto.set_enterprise(NameOfEnterprise(hire.enterprise));
  proto.set_job(NameOfJob(hire.job));
  proto.set_referral(NameOfReferral(hire.person, hire.referral));
  if (hire.carrier) proto.set_carrier(NameOfCarrier(*hire.carrier));
  proto.set_state(static_cast<v1::Hire::State>(hire.state));
  proto.set_work_division(NameOfDivision(hire.work_division));
  proto.set_occupation(hire.occupation.ToString());
  *proto.mutable_wage() = rpc::ToMoney(hire.wage);
  proto.set_contract_kind(static_cast<codes::ContractKind>(hire.contract_kind));
  proto.set_contract_months(hire.contract_months);
  proto.set_social_insurance(hire.social_insurance);
  proto.set_owner(hire.owner);
  proto.set_etag(rpc::EtagOf(hire.root.version));
  *proto.mutable_agree_date() = rpc::ToDate(hire.agreed_on);
  *proto.mutable_start_deadline() = rpc::ToDate(hire.start_by);
  if (hire.started_on) *proto.mutable_start_date() = rpc::ToDate(*hire.started_on);
  if (hire.ended_on) *proto.mutable_end_date() = rpc::ToDate(*hire.ended_on);
  proto.set_end_reason(static_cast<codes::EndReason>(hire.end_reason));
  proto.set_dispute_reason(hire.dispute_reason);
  return proto;
}

absl::StatusOr<HireQuery> ParseQuery(const v1::ListHiresRequest& request, const rpc::Page& page) {
  HireQuery query{.disputed_only = request.disputed_only(), .size = page.size};
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  LADDER_ASSIGN_OR_RETURN(query.person, ParseOptionalId(kPersonName, request.person(), "person"));
  LADDER_ASSIGN_OR_RETURN(query.enterprise,
                          ParseOptionalId(kEnterpriseName, request.enterprise(), "enterprise"));
  LADDER_ASSIGN_OR_RETURN(query.carrier,
                          ParseOptionalId(kCarrierName, request.carrier(), "carrier"));
  LADDER_ASSIGN_OR_RETURN(query.at_work_on, ParseOptionalDay(request.has_work_date(),
                                                             request.work_date(), "work_date"));
  if (request.state() != v1::Hire::STATE_UNSPECIFIED) {
    query.state = static_cast<HireState>(request.state());
  }
  return query;
}

}  // namespace

void HireRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.matching.v1.HireService")
      .Unary("GetHire", this, &HireRpc::GetHire)
      .Unary("ListHires", this, &HireRpc::ListHires)
      .Unary("EndHire", this, &HireRpc::EndHire);
}

absl::StatusOr<v1::Hire> HireRpc::GetHire(const rpc::Call& call,
                                          const v1::GetHireRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kHireName, request.name()));
  return context_.transactor.Read(call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Hire> {
    LADDER_ASSIGN_OR_RETURN(const Hire hire, matching::GetHire(tx, id));
    const absl::Status seen = GetPersonBasics(tx, hire.person, call.scope()).status();
    if (!seen.ok()) return NotFound(seen, request.name());
    return ToProto(hire);
  });
}

absl::StatusOr<v1::ListHiresResponse> HireRpc::ListHires(const rpc::Call& call,
                                                         const v1::ListHiresRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const HireQuery query, ParseQuery(request, page));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListHiresResponse> {
        LADDER_ASSIGN_OR_RETURN(const Listed<Hire> listed,
                                matching::ListHires(tx, call.scope(), query));
        v1::ListHiresResponse response;
        for (const Hire& hire : listed.rows) *response.add_hires() = ToProto(hire);
        response.set_next_page_token(rpc::NextToken(context_.pager, call, page, listed));
        return response;
      });
}

absl::StatusOr<v1::Hire> HireRpc::EndHire(const rpc::Call& call,
                                          const v1::EndHireRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kHireName, request.name()));
  HireStep step{.event = HireEvent::kEnd,
                .end_reason = static_cast<EndReason>(request.end_reason())};
  LADDER_ASSIGN_OR_RETURN(step.day, rpc::ParseDate(request.day(), "day"));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Hire> {
        LADDER_ASSIGN_OR_RETURN(const Hire before, LockHire(tx, id));
        const absl::StatusOr<PersonBasics> person =
            GetPersonBasics(tx, before.person, call.scope());
        if (!person.ok()) return NotFound(person.status(), request.name());
        LADDER_ASSIGN_OR_RETURN(HireFacts facts, FactsOf(tx, before));
        LADDER_ASSIGN_OR_RETURN(facts.hire, ApplyStep(before, step, call.today()));
        ++facts.hire.root.version;
        LADDER_RETURN_IF_ERROR(EmitHire(tx, call.origin(), person->places.divisions(), facts));
        LADDER_RETURN_IF_ERROR(SaveHire(tx, facts.hire));
        return ToProto(facts.hire);
      });
}

}  // namespace ladder::matching
