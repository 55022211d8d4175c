#include "training-svc/rpc/apply.h"

#include <optional>
#include <vector>

#include "platform/status/status.h"
#include "training-svc/rpc/events.h"
#include "training-svc/rpc/seating.h"
#include "training-svc/storage/classes.h"
#include "training-svc/storage/enrolments.h"
#include "training-svc/storage/person_profiles.h"
#include "training-svc/storage/sessions.h"

namespace ladder::training {
namespace {

absl::StatusOr<Applicant> LoadApplicant(mysql::Transaction& tx, const rpc::Call& call,
                                        const Application& application) {
  Applicant applicant;
  LADDER_ASSIGN_OR_RETURN(applicant.profile,
                          LockPerson(tx, application.person, call.scope(), call.today()));
  LADDER_ASSIGN_OR_RETURN(applicant.live_enrolment_exists,
                          HasLiveEnrolment(tx, application.training_class, application.person));
  LADDER_ASSIGN_OR_RETURN(applicant.learnt, LearntBy(tx, application.person));
  LADDER_ASSIGN_OR_RETURN(applicant.other_sessions,
                          SessionsOfPerson(tx, application.person, application.training_class));
  return applicant;
}

// Gives the fresh enrolment its state, and its row.
absl::Status Seat(Seating& seating, Enrolment& fresh) {
  LADDER_RETURN_IF_ERROR(OfferSeats(seating, &fresh).status());
  const TrainingClass& held = seating.training_class;
  if (fresh.state == EnrolmentState::kApplied && AllocatesSeats(held, seating.origin.day)) {
    LADDER_ASSIGN_OR_RETURN(
        fresh, ApplyStep(fresh, {.event = EnrolmentEvent::kWaitlist}, held, seating.origin.day));
  }
  seating.training_class = Recount(held, fresh.priority, std::nullopt, fresh.state);
  LADDER_RETURN_IF_ERROR(EmitEnrolment(seating.tx, seating.origin, seating.training_class, fresh));
  LADDER_RETURN_IF_ERROR(InsertEnrolment(seating.tx, fresh));
  return Finish(seating).status();
}

}  // namespace

absl::StatusOr<Enrolment> ApplyToClass(mysql::Transaction& tx, const rpc::Call& call,
                                       const Application& application) {
  LADDER_ASSIGN_OR_RETURN(const TrainingClass training_class,
                          LockClassOf(tx, application.training_class));
  LADDER_ASSIGN_OR_RETURN(const std::vector<Session> sessions,
                          LoadSessions(tx, training_class.root.id));
  LADDER_ASSIGN_OR_RETURN(const Applicant applicant, LoadApplicant(tx, call, application));
  LADDER_RETURN_IF_ERROR(CheckTakesApplications(training_class, PlanOf(sessions), call.today()));
  LADDER_RETURN_IF_ERROR(CheckRoomToWait(training_class));
  LADDER_ASSIGN_OR_RETURN(const Eligibility eligibility,
                          CheckEligible(training_class, sessions, applicant));
  // The time of application decides the seat order: it is read when the class's lock is held.
  LADDER_ASSIGN_OR_RETURN(const absl::Time applied_at, tx.DatabaseNow());
  Enrolment fresh = Apply(training_class, application.person, eligibility, applied_at);
  fresh.root = {.id = application.enrolment, .version = 1, .last_event = Ulid()};
  Seating seating = BeginSeating(tx, call.origin(), training_class);
  LADDER_RETURN_IF_ERROR(Seat(seating, fresh));
  return fresh;
}

}  // namespace ladder::training
