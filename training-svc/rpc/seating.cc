#include "training-svc/rpc/seating.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "platform/status/status.h"
#include "training-svc/rpc/events.h"
#include "training-svc/storage/classes.h"
#include "training-svc/storage/enrolments.h"
#include "training-svc/storage/sessions.h"

namespace ladder::training {
namespace {

Candidate CandidateOf(const Enrolment& enrolment) {
  return {.enrolment = enrolment.root.id,
          .priority = enrolment.priority,
          .applied_at = enrolment.applied_at};
}

}  // namespace

Seating BeginSeating(mysql::Transaction& tx, const feed::Origin& origin,
                     const TrainingClass& training_class) {
  return {.tx = tx, .origin = origin, .before = training_class, .training_class = training_class};
}

absl::Status Move(Seating& seating, Enrolment& enrolment, const EnrolmentStep& step) {
  LADDER_ASSIGN_OR_RETURN(Enrolment after,
                          ApplyStep(enrolment, step, seating.training_class, seating.origin.day));
  ++after.root.version;
  seating.training_class =
      Recount(std::move(seating.training_class), enrolment.priority, enrolment.state, after.state);
  LADDER_RETURN_IF_ERROR(EmitEnrolment(seating.tx, seating.origin, seating.training_class, after));
  LADDER_RETURN_IF_ERROR(SaveEnrolment(seating.tx, enrolment.root.version, after));
  enrolment = std::move(after);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Ulid>> OfferSeats(Seating& seating, Enrolment* fresh) {
  const TrainingClass& held = seating.training_class;
  LADDER_ASSIGN_OR_RETURN(std::vector<Session> sessions, LoadSessions(seating.tx, held.root.id));
  const SessionPlan plan = PlanOf(std::move(sessions));
  if (!CheckMayAllocate(held, plan, seating.origin.day).ok()) return std::vector<Ulid>();
  LADDER_ASSIGN_OR_RETURN(
      std::vector<Enrolment> waiting,
      Waitlist(seating.tx, held.root.id, std::nullopt, std::max(1, held.facts.seat_max)));
  std::vector<Candidate> candidates;
  for (const Enrolment& enrolment : waiting) candidates.push_back(CandidateOf(enrolment));
  if (fresh != nullptr) candidates.push_back(CandidateOf(*fresh));
  SeatCount count = held.seats;
  const std::vector<Ulid> offered =
      Allocate(SeatPlanOf(held), std::move(candidates), seating.origin.day, count);
  for (const Ulid& id : offered) {
    if (fresh != nullptr && fresh->root.id == id) {
      LADDER_ASSIGN_OR_RETURN(
          *fresh, ApplyStep(*fresh, {.event = EnrolmentEvent::kOffer}, held, seating.origin.day));
      continue;
    }
    const auto next = std::find_if(waiting.begin(), waiting.end(),
                                   [&](const Enrolment& each) { return each.root.id == id; });
    LADDER_RETURN_IF_ERROR(Move(seating, *next, {.event = EnrolmentEvent::kOffer}));
  }
  return offered;
}

absl::Status LetGo(Seating& seating, absl::Span<const EnrolmentState> states,
                   const EnrolmentStep& step) {
  LADDER_ASSIGN_OR_RETURN(std::vector<Enrolment> enrolments,
                          EnrolmentsOf(seating.tx, seating.before.root.id, states));
  for (Enrolment& enrolment : enrolments) {
    LADDER_RETURN_IF_ERROR(Move(seating, enrolment, step));
  }
  return absl::OkStatus();
}

absl::StatusOr<TrainingClass> Finish(Seating& seating) {
  TrainingClass& after = seating.training_class;
  const TrainingClass& before = seating.before;
  if (after.state == before.state && after.seats == before.seats &&
      after.waiting == before.waiting && after.frozen_on == before.frozen_on &&
      after.session_count == before.session_count) {
    return after;
  }
  after.root.version = before.root.version + 1;
  LADDER_RETURN_IF_ERROR(EmitClass(seating.tx, seating.origin, after));
  LADDER_RETURN_IF_ERROR(SaveClass(seating.tx, before, after));
  return after;
}

}  // namespace ladder::training
