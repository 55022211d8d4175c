#include "training-svc/rpc/enrolment_steps.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/training/v1/reasons.h"
#include "platform/status/status.h"
#include "training-svc/rpc/events.h"
#include "training-svc/rpc/learners.h"
#include "training-svc/storage/enrolments.h"
#include "training-svc/storage/sessions.h"

namespace ladder::training {
namespace {

using S = EnrolmentState;

// The learner of a mark, once: a second mark of the same request is of nobody left.
absl::StatusOr<Enrolment> TakeLearner(std::vector<Enrolment>& attending, const LearnerMark& mark,
                                      const TrainingClass& training_class) {
  const auto found = std::find_if(attending.begin(), attending.end(), [&](const Enrolment& each) {
    return each.root.id == mark.learner.id && mark.learner.class_id == training_class.root.id;
  });
  if (found == attending.end()) {
    return RefuseField(Reason::kNotALearner, "enrolment",
                       {{"person", NameOfEnrolment(mark.learner.class_id, mark.learner.id)}});
  }
  Enrolment learner = std::move(*found);
  attending.erase(found);
  return learner;
}

}  // namespace

absl::Status Accept(Seating& seating, Enrolment& enrolment) {
  LADDER_RETURN_IF_ERROR(Move(seating, enrolment, {.event = EnrolmentEvent::kAccept}));
  if (seating.before.state != ClassState::kRunning) return absl::OkStatus();
  return Move(seating, enrolment, {.event = EnrolmentEvent::kAttend});
}

absl::Status Leave(Seating& seating, Enrolment& enrolment, const EnrolmentStep& step) {
  LADDER_RETURN_IF_ERROR(Move(seating, enrolment, step));
  return OfferSeats(seating).status();
}

absl::Status Complete(Seating& seating, Enrolment& enrolment) {
  const TrainingClass& held = seating.before;
  LADDER_RETURN_IF_ERROR(CheckMayComplete(held));
  LADDER_ASSIGN_OR_RETURN(const std::vector<Learner> learners,
                          LoadLearners(seating.tx, held.root.id, {enrolment}, held.session_count));
  return Move(seating, enrolment, {.event = EnrolmentEvent::kComplete, .tally = learners[0].tally});
}

absl::StatusOr<int> LapseOffers(Seating& seating) {
  constexpr S kOffered[] = {S::kOffered};
  LADDER_ASSIGN_OR_RETURN(std::vector<Enrolment> offers,
                          EnrolmentsOf(seating.tx, seating.before.root.id, kOffered));
  int lapsed = 0;
  for (Enrolment& offer : offers) {
    if (seating.origin.day <= offer.answer_by.value_or(kForever)) continue;
    LADDER_RETURN_IF_ERROR(Move(seating, offer, {.event = EnrolmentEvent::kLapse}));
    ++lapsed;
  }
  return lapsed;
}

absl::StatusOr<Allocation> GiveOutSeats(Seating& seating) {
  constexpr S kApplied[] = {S::kApplied};
  LADDER_ASSIGN_OR_RETURN(std::vector<Session> sessions,
                          LoadSessions(seating.tx, seating.before.root.id));
  LADDER_RETURN_IF_ERROR(
      CheckMayAllocate(seating.before, PlanOf(std::move(sessions)), seating.origin.day));
  Allocation allocation;
  LADDER_ASSIGN_OR_RETURN(allocation.lapsed, LapseOffers(seating));
  LADDER_ASSIGN_OR_RETURN(allocation.offered, OfferSeats(seating));
  LADDER_RETURN_IF_ERROR(LetGo(seating, kApplied, {.event = EnrolmentEvent::kWaitlist}));
  return allocation;
}

absl::StatusOr<int> RecordSitting(Seating& seating, absl::Span<const LearnerMark> marks,
                                  CivilDay day) {
  constexpr S kAttending[] = {S::kAttending};
  const TrainingClass& held = seating.before;
  LADDER_RETURN_IF_ERROR(CheckMaySit(held));
  LADDER_ASSIGN_OR_RETURN(std::vector<Enrolment> attending,
                          EnrolmentsOf(seating.tx, held.root.id, kAttending));
  int passed = 0;
  for (size_t i = 0; i < marks.size(); ++i) {
    const std::string field = absl::StrCat("marks[", i, "]");
    absl::StatusOr<Enrolment> learner = TakeLearner(attending, marks[i], held);
    if (!learner.ok()) return UnderField(learner.status(), field);
    absl::StatusOr<Assessment> assessment = Sit(
        learner->assessment, {.mark = marks[i].mark, .day = day}, held.rules, seating.origin.day);
    if (!assessment.ok()) return UnderField(assessment.status(), field);
    learner->assessment = *std::move(assessment);
    const int64_t before = learner->root.version++;
    passed += HasPassed(learner->assessment, held.rules.pass_mark) ? 1 : 0;
    LADDER_RETURN_IF_ERROR(EmitEnrolment(seating.tx, seating.origin, held, *learner));
    LADDER_RETURN_IF_ERROR(SaveEnrolment(seating.tx, before, *learner));
  }
  return passed;
}

}  // namespace ladder::training
