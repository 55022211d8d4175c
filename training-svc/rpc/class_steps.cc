#include "training-svc/rpc/class_steps.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"
#include "training-svc/rpc/events.h"
#include "training-svc/rpc/learners.h"
#include "training-svc/storage/classes.h"
#include "training-svc/storage/enrolments.h"
#include "training-svc/storage/frozen_attendance.h"
#include "training-svc/storage/sessions.h"

namespace ladder::training {
namespace {

using S = EnrolmentState;

absl::Status Apply(Seating& seating, const ClassStep& step, const ClassFacts& facts) {
  LADDER_ASSIGN_OR_RETURN(seating.training_class,
                          ApplyStep(seating.training_class, step, facts, seating.origin.day));
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSiteSeen(const TrainingClass& training_class, const Scope& scope) {
  const int64_t site = training_class.facts.site_division;
  if (scope.Covers(site)) return absl::OkStatus();
  return Refuse(ladder::Reason::kNotFound, {{"name", absl::StrCat("divisions/", site)}});
}

absl::StatusOr<TrainingClass> SaveEdited(mysql::Transaction& tx, const rpc::Call& call,
                                         const TrainingClass& before, TrainingClass after) {
  Seating seating = BeginSeating(tx, call.origin(), before);
  seating.training_class = std::move(after);
  LADDER_RETURN_IF_ERROR(OfferSeats(seating).status());
  TrainingClass& saved = seating.training_class;
  saved.root.version = before.root.version + 1;
  LADDER_RETURN_IF_ERROR(EmitClass(tx, seating.origin, saved));
  LADDER_RETURN_IF_ERROR(SaveClass(tx, before, saved));
  return saved;
}

absl::Status TakeStep(Seating& seating, const ClassStep& step) { return Apply(seating, step, {}); }

absl::Status Submit(Seating& seating) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<Session> sessions,
                          LoadSessions(seating.tx, seating.before.root.id));
  LADDER_RETURN_IF_ERROR(
      Apply(seating, {.event = ClassEvent::kSubmit}, {.sessions = PlanOf(sessions)}));
  const ClassDraft& facts = seating.training_class.facts;
  return CheckSessions(sessions, facts.starts_on, facts.ends_on);
}

absl::Status Start(Seating& seating) {
  constexpr S kEnrolled[] = {S::kEnrolled};
  LADDER_ASSIGN_OR_RETURN(std::vector<Enrolment> enrolled,
                          EnrolmentsOf(seating.tx, seating.before.root.id, kEnrolled));
  LADDER_RETURN_IF_ERROR(Apply(seating, {.event = ClassEvent::kStart},
                               {.enrolled = static_cast<int>(enrolled.size())}));
  for (Enrolment& enrolment : enrolled) {
    LADDER_RETURN_IF_ERROR(Move(seating, enrolment, {.event = EnrolmentEvent::kAttend}));
  }
  return absl::OkStatus();
}

absl::Status End(Seating& seating) {
  constexpr S kNeverBegan[] = {S::kApplied, S::kWaitlisted, S::kOffered};
  LADDER_ASSIGN_OR_RETURN(std::vector<Session> sessions,
                          LoadSessions(seating.tx, seating.before.root.id));
  LADDER_RETURN_IF_ERROR(
      Apply(seating, {.event = ClassEvent::kEnd}, {.sessions = PlanOf(std::move(sessions))}));
  return LetGo(seating, kNeverBegan,
               {.event = EnrolmentEvent::kReject, .exit_reason = ExitReason::kOther});
}

absl::Status FreezeAttendance(Seating& seating) {
  LADDER_ASSIGN_OR_RETURN(const Record record,
                          LoadRecord(seating.tx, seating.before.root.id, seating.origin.day));
  LADDER_ASSIGN_OR_RETURN(
      seating.training_class,
      Freeze(seating.training_class, DigestOf(seating.before, record), seating.origin.day));
  FrozenAttendance frozen = {
      .root = {.id = Ulid::New(seating.origin.now), .version = 1, .last_event = Ulid()},
      .training_class = seating.before.root.id,
      .frozen_on = seating.origin.day,
      .digest = seating.training_class.attendance_digest};
  LADDER_RETURN_IF_ERROR(
      EmitFrozen(seating.tx, seating.origin, seating.training_class, record, frozen));
  return InsertFrozenAttendance(seating.tx, frozen);
}

absl::Status Assess(Seating& seating) {
  constexpr S kAttending[] = {S::kAttending};
  const TrainingClass& before = seating.before;
  LADDER_ASSIGN_OR_RETURN(std::vector<Enrolment> attending,
                          EnrolmentsOf(seating.tx, before.root.id, kAttending));
  LADDER_ASSIGN_OR_RETURN(
      std::vector<Learner> learners,
      LoadLearners(seating.tx, before.root.id, std::move(attending), before.session_count));
  const auto result_of = [&](const Learner& learner) {
    return ResultOf(learner.enrolment, learner.tally, before);
  };
  const auto missing = std::count_if(learners.begin(), learners.end(), [&](const Learner& each) {
    return !result_of(each).has_value();
  });
  LADDER_RETURN_IF_ERROR(Apply(seating, {.event = ClassEvent::kAssess},
                               {.results_missing = static_cast<int>(missing)}));
  for (Learner& learner : learners) {
    const EnrolmentStep step = {.event = *result_of(learner), .tally = learner.tally};
    LADDER_RETURN_IF_ERROR(Move(seating, learner.enrolment, step));
  }
  return absl::OkStatus();
}

absl::Status Cancel(Seating& seating, const std::string& reason) {
  constexpr S kApplicants[] = {S::kApplied, S::kWaitlisted, S::kOffered};
  constexpr S kLearners[] = {S::kEnrolled, S::kAttending};
  LADDER_RETURN_IF_ERROR(
      Apply(seating, {.event = ClassEvent::kCancel, .reason = reason}, ClassFacts()));
  LADDER_RETURN_IF_ERROR(
      LetGo(seating, kApplicants,
            {.event = EnrolmentEvent::kReject, .exit_reason = ExitReason::kClassCancelled}));
  return LetGo(seating, kLearners,
               {.event = EnrolmentEvent::kExcuse, .exit_reason = ExitReason::kClassCancelled});
}

}  // namespace ladder::training
