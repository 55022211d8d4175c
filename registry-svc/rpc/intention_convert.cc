#include "registry-svc/rpc/intention_convert.h"

#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/status/status.h"
#include "registry-svc/rpc/convert.h"

namespace ladder::registry {

absl::StatusOr<IntentionDetails> ParseDetails(const v1::Intention& intention) {
  IntentionDetails details{.place = static_cast<PlaceLevel>(intention.place()),
                           .no_shifts = intention.no_shifts(),
                           .care_duty = intention.care_duty(),
                           .course = intention.course(),
                           .source = intention.source()};
  details.occupations.assign(intention.occupations().begin(), intention.occupations().end());
  if (intention.has_wage_min()) {
    const absl::StatusOr<Fen> wage = rpc::ParseMoney(intention.wage_min(), "wage_min");
    if (!wage.ok()) return UnderField(wage.status(), "intention");
    details.wage_min = *wage;
  }
  return details;
}

v1::Intention ToProto(const Intention& intention) {
  v1::Intention proto;
  proto.set_name(NameOfIntention(intention.root.id));
  proto.set_person(NameOfPerson(intention.person));
  proto.set_kind(static_cast<v1::IntentionKind>(intention.kind));
  for (const std::string& occupation : intention.details.occupations)
    proto.add_occupations(occupation);
  proto.set_place(static_cast<v1::PlaceLevel>(intention.details.place));
  *proto.mutable_wage_min() = rpc::ToMoney(intention.details.wage_min);
  proto.set_no_shifts(intention.details.no_shifts);
  proto.set_care_duty(intention.details.care_duty);
  proto.set_course(intention.details.course);
  proto.set_source(intention.details.source);
  proto.set_state(static_cast<v1::Intention::State>(intention.last()));
  proto.set_withdrawn_for(static_cast<v1::Barrier>(intention.withdrawn_for));
  *proto.mutable_opened_on() = rpc::ToDate(intention.state.first());
  proto.set_etag(rpc::EtagOf(intention.root.version));
  return proto;
}

}  // namespace ladder::registry
