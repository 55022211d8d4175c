#include "training-svc/rpc/enrolment_convert.h"

#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "training-svc/rpc/convert.h"

namespace ladder::training {
namespace {

void SetSitting(const Sitting& sitting, v1::Sitting& proto) {
  proto.set_mark(sitting.mark);
  *proto.mutable_day() = rpc::ToDate(sitting.day);
}

}  // namespace

v1::Enrolment ToProto(const Enrolment& enrolment) {
  v1::Enrolment proto;
  proto.set_name(NameOfEnrolment(enrolment.training_class, enrolment.root.id));
  proto.set_person(NameOfPerson(enrolment.person));
  proto.set_state(static_cast<v1::Enrolment::State>(enrolment.state));
  proto.set_priority(static_cast<v1::SeatPriority>(enrolment.priority));
  proto.set_subsidised(enrolment.subsidised);
  *proto.mutable_apply_time() = rpc::ToTimestamp(enrolment.applied_at);
  if (enrolment.answer_by) *proto.mutable_answer_deadline() = rpc::ToDate(*enrolment.answer_by);
  proto.set_exit_reason(static_cast<v1::ExitReason>(enrolment.exit_reason));
  if (enrolment.exited_on) *proto.mutable_exit_date() = rpc::ToDate(*enrolment.exited_on);
  if (enrolment.completed_on) *proto.mutable_complete_date() = rpc::ToDate(*enrolment.completed_on);
  const Assessment& assessment = enrolment.assessment;
  if (assessment.first) SetSitting(*assessment.first, *proto.mutable_first_sitting());
  if (assessment.resit) SetSitting(*assessment.resit, *proto.mutable_resit());
  proto.set_etag(rpc::EtagOf(enrolment.root.version));
  return proto;
}

}  // namespace ladder::training
