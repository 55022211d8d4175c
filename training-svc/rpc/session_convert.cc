#include "training-svc/rpc/session_convert.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/training/v1/reasons.h"
#include "platform/rpc/convert.h"
#include "platform/status/status.h"
#include "training-svc/rpc/convert.h"

namespace ladder::training {

absl::StatusOr<std::vector<Session>> ParseSessions(const v1::PlanSessionsRequest& request,
                                                   absl::Time now) {
  std::vector<Session> sessions;
  for (int i = 0; i < request.sessions_size(); ++i) {
    const v1::Session& written = request.sessions(i);
    LADDER_ASSIGN_OR_RETURN(const CivilDay day,
                            rpc::ParseDate(written.day(), absl::StrCat("sessions[", i, "].day")));
    sessions.push_back({.id = Ulid::New(now),
                        .day = day,
                        .start_minute = written.start_minute(),
                        .end_minute = written.end_minute(),
                        .module = written.module(),
                        .room = written.room()});
  }
  return sessions;
}

v1::Session ToProto(const Session& session, const Ulid& class_id) {
  v1::Session proto;
  proto.set_name(NameOfSession(class_id, session.id));
  *proto.mutable_day() = rpc::ToDate(session.day);
  proto.set_start_minute(session.start_minute);
  proto.set_end_minute(session.end_minute);
  proto.set_module(session.module);
  proto.set_room(session.room);
  proto.set_present(session.present);
  return proto;
}

absl::StatusOr<Mark> ParseMark(const v1::Mark& written, const Ulid& class_id) {
  LADDER_ASSIGN_OR_RETURN(const ItemName enrolment,
                          ParseEnrolmentName(written.enrolment(), "enrolment"));
  if (enrolment.class_id != class_id) {
    return RefuseField(Reason::kNotALearner, "enrolment", {{"person", written.enrolment()}});
  }
  return Mark{.enrolment = enrolment.id,
              .presence = static_cast<Presence>(written.presence()),
              .factors = {.card_reader = written.card_reader(),
                          .code = written.code(),
                          .officer = written.officer()}};
}

v1::Mark ToProto(const Mark& mark, const Ulid& class_id) {
  v1::Mark proto;
  proto.set_enrolment(NameOfEnrolment(class_id, mark.enrolment));
  proto.set_presence(static_cast<v1::Presence>(mark.presence));
  proto.set_card_reader(mark.factors.card_reader);
  proto.set_code(mark.factors.code);
  proto.set_officer(mark.factors.officer);
  return proto;
}

v1::Correction ToProto(const Correction& correction, const Ulid& class_id) {
  v1::Correction proto;
  proto.set_name(NameOfCorrection(class_id, correction.session, correction.id));
  *proto.mutable_mark() = ToProto(correction.mark, class_id);
  proto.set_reason(correction.reason);
  proto.set_state(static_cast<v1::Correction::State>(correction.state));
  proto.set_presence_before(static_cast<v1::Presence>(correction.presence_before));
  proto.set_first_signer(correction.first_signer);
  proto.set_second_signer(correction.second_signer);
  *proto.mutable_create_time() = rpc::ToTimestamp(correction.asked_at);
  return proto;
}

}  // namespace ladder::training
