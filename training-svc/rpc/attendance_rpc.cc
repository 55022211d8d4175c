#include "training-svc/rpc/attendance_rpc.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "training-svc/rpc/convert.h"
#include "training-svc/rpc/learners.h"
#include "training-svc/rpc/marks.h"
#include "training-svc/rpc/session_convert.h"
#include "training-svc/storage/attendance.h"
#include "training-svc/storage/classes.h"
#include "training-svc/storage/enrolments.h"
#include "training-svc/storage/sessions.h"

namespace ladder::training {
namespace {

// What a change of marks starts from: the class, locked, and the session.
absl::StatusOr<MarkedSession> LockSession(mysql::Transaction& tx, const rpc::Call& call,
                                          const ItemName& name) {
  LADDER_ASSIGN_OR_RETURN(TrainingClass training_class, LockClass(tx, name.class_id, call.scope()));
  LADDER_ASSIGN_OR_RETURN(Session session, GetSession(tx, name.class_id, name.id));
  LADDER_RETURN_IF_ERROR(CheckMayRecord(training_class, session, call.today()));
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  return MarkedSession{.training_class = std::move(training_class),
                       .session = std::move(session),
                       .recorder = {.name = call.principal().name, .at = now}};
}

v1::Tally ToProto(const Learner& learner, const TrainingClass& training_class) {
  v1::Tally proto;
  proto.set_enrolment(NameOfEnrolment(training_class.root.id, learner.enrolment.root.id));
  proto.set_person(NameOfPerson(learner.enrolment.person));
  proto.set_sessions(learner.tally.sessions);
  proto.set_attended(learner.tally.attended);
  proto.set_attended_days(static_cast<int>(learner.tally.days.size()));
  proto.set_reaches_threshold(
      ReachesThreshold(learner.tally, training_class.rules.attendance_percent));
  return proto;
}

}  // namespace

void AttendanceRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.training.v1.AttendanceService")
      .Unary("RecordAttendance", this, &AttendanceRpc::RecordAttendance)
      .Unary("ListMarks", this, &AttendanceRpc::ListMarks)
      .Unary("ListTallies", this, &AttendanceRpc::ListTallies)
      .Unary("CreateCorrection", this, &AttendanceRpc::CreateCorrection)
      .Unary("ConfirmCorrection", this, &AttendanceRpc::ConfirmCorrection);
}

absl::StatusOr<v1::RecordAttendanceResponse> AttendanceRpc::RecordAttendance(
    const rpc::Call& call, const v1::RecordAttendanceRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const ItemName name, ParseSessionName(request.name()));
  std::vector<Mark> marks;
  for (int i = 0; i < request.marks_size(); ++i) {
    const absl::StatusOr<Mark> mark = ParseMark(request.marks(i), name.class_id);
    if (!mark.ok()) return UnderField(mark.status(), absl::StrCat("marks[", i, "]"));
    marks.push_back(*mark);
  }
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::RecordAttendanceResponse> {
        LADDER_ASSIGN_OR_RETURN(MarkedSession at, LockSession(tx, call, name));
        LADDER_ASSIGN_OR_RETURN(const int learners, RecordMarks(tx, at, marks));
        v1::RecordAttendanceResponse response;
        response.set_present(at.session.present);
        response.set_absent(learners - at.session.present);
        return response;
      });
}

absl::StatusOr<v1::ListMarksResponse> AttendanceRpc::ListMarks(
    const rpc::Call& call, const v1::ListMarksRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const ItemName name, ParseSessionName(request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid after, IdAfter(page));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListMarksResponse> {
        LADDER_RETURN_IF_ERROR(GetClass(tx, name.class_id, call.scope()).status());
        LADDER_RETURN_IF_ERROR(GetSession(tx, name.class_id, name.id).status());
        LADDER_ASSIGN_OR_RETURN(
            std::vector<Mark> marks,
            training::ListMarks(tx, name.class_id, name.id, after, page.size + 1));
        v1::ListMarksResponse response;
        if (CutToPage(marks, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, marks.back().enrolment.ToBytes()));
        }
        for (const Mark& mark : marks) *response.add_marks() = ToProto(mark, name.class_id);
        return response;
      });
}

absl::StatusOr<v1::ListTalliesResponse> AttendanceRpc::ListTallies(
    const rpc::Call& call, const v1::ListTalliesRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid class_id,
                          rpc::ParseId(kClassName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid after, IdAfter(page));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListTalliesResponse> {
        LADDER_ASSIGN_OR_RETURN(const TrainingClass training_class,
                                GetClass(tx, class_id, call.scope()));
        LADDER_ASSIGN_OR_RETURN(std::vector<Enrolment> enrolments, LearnersOf(tx, class_id));
        enrolments.erase(
            std::remove_if(enrolments.begin(), enrolments.end(),
                           [&](const Enrolment& each) { return each.root.id <= after; }),
            enrolments.end());
        v1::ListTalliesResponse response;
        if (CutToPage(enrolments, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, enrolments.back().root.id.ToBytes()));
        }
        LADDER_ASSIGN_OR_RETURN(
            const std::vector<Learner> learners,
            LoadLearners(tx, class_id, std::move(enrolments), training_class.session_count));
        for (const Learner& learner : learners) {
          *response.add_tallies() = ToProto(learner, training_class);
        }
        return response;
      });
}

absl::StatusOr<v1::Correction> AttendanceRpc::CreateCorrection(
    const rpc::Call& call, const v1::CreateCorrectionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const ItemName name, ParseSessionName(request.parent(), "parent"));
  Correction asked = {.session = name.id, .reason = request.correction().reason()};
  LADDER_ASSIGN_OR_RETURN(asked.id,
                          rpc::IdForCreate(request.correction_id(), call.now(), "correction_id"));
  absl::StatusOr<Mark> mark = ParseMark(request.correction().mark(), name.class_id);
  if (!mark.ok()) return UnderField(mark.status(), "correction.mark");
  asked.mark = *std::move(mark);
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Correction> {
        LADDER_ASSIGN_OR_RETURN(const MarkedSession at, LockSession(tx, call, name));
        absl::StatusOr<Correction> signed_once = AskCorrection(asked, call.principal().name);
        if (!signed_once.ok()) return UnderField(signed_once.status(), "correction");
        signed_once->asked_at = at.recorder.at;
        LADDER_RETURN_IF_ERROR(KeepCorrection(tx, at, *signed_once));
        return ToProto(*signed_once, name.class_id);
      });
}

absl::StatusOr<v1::Correction> AttendanceRpc::ConfirmCorrection(
    const rpc::Call& call, const v1::ConfirmCorrectionRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const CorrectionName name, ParseCorrectionName(request.name()));
  const ItemName& session = name.session;
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Correction> {
        LADDER_ASSIGN_OR_RETURN(MarkedSession at, LockSession(tx, call, session));
        LADDER_ASSIGN_OR_RETURN(const Correction asked,
                                GetCorrection(tx, session.class_id, session.id, name.id));
        LADDER_ASSIGN_OR_RETURN(const Correction confirmed, Confirm(asked, call.principal().name));
        LADDER_RETURN_IF_ERROR(CorrectMark(tx, at, confirmed));
        return ToProto(confirmed, session.class_id);
      });
}

}  // namespace ladder::training
