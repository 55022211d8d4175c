#include "subsidy-svc/rpc/events.h"

#include "absl/strings/str_cat.h"
#include "platform/rpc/convert.h"
#include "subsidy-svc/rpc/convert.h"

namespace ladder::subsidy {

namespace ev = ::ladder::events::v1;

ev::ClaimChanged ToEvent(const ClaimRecord& claim) {
  ev::ClaimChanged event;
  event.set_claim(NameOfClaim(claim.root.id));
  event.set_policy(absl::StrCat("policies/", PolicyName(claim.policy)));
  event.set_beneficiary(NameOfParty({.kind = PartyKind::kPerson, .id = claim.person()}));
  event.set_payee(NameOfParty(claim.payee));
  event.set_subject(claim.subject);
  event.set_progress(static_cast<ev::ClaimProgress>(static_cast<int>(claim.progress.state) + 1));
  *event.mutable_amount() = rpc::ToMoney(claim.line.decision.amount);
  *event.mutable_since() = rpc::ToDate(claim.state_since);
  return event;
}

absl::Status EmitClaim(mysql::Transaction& tx, const feed::Origin& origin, ClaimRecord& after) {
  const std::vector<int64_t> divisions = {after.divisions.registered, after.divisions.residence};
  return feed::Emit(tx, origin, after.root, NameOfClaim(after.root.id), ToEvent(after),
                    {.before = divisions, .after = divisions});
}

absl::Status EmitAnswers(mysql::Transaction& tx, const feed::Origin& origin, BatchRecord& batch,
                         CivilDay day, const std::vector<ItemRecord>& items) {
  ev::PaymentsAnswered event;
  event.set_pay_batch(NameOfBatch(batch.root.id));
  *event.mutable_answered_on() = rpc::ToDate(day);
  for (const ItemRecord& item : items) {
    ev::PaymentAnswer& answer = *event.add_answers();
    answer.set_pay_item(NameOfItem(item.root.id));
    answer.set_claim(NameOfClaim(item.claim));
    answer.set_payee(NameOfParty(item.payee));
    answer.set_paid(item.progress.state == PayItemState::kPaid);
    *answer.mutable_amount() = rpc::ToMoney(item.amount);
  }
  return feed::Emit(tx, origin, batch.root, NameOfBatch(batch.root.id), event);
}

}  // namespace ladder::subsidy
