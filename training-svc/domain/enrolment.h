// Enrolments: one person's place in one class (docs/domain.md 6). Resource
// `classes/{class}/enrolments/{enrolment}`.
//
//   APPLIED -> OFFERED -> ENROLLED -> ATTENDING -> COMPLETED | FAILED
//   APPLIED -> WAITLISTED -> OFFERED; before ENROLLED every way out is REJECTED with its reason,
//   from then on DROPPED or, with good cause, EXCUSED.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "training-svc/domain/assessment.h"
#include "training-svc/domain/attendance.h"
#include "training-svc/domain/eligibility.h"
#include "training-svc/domain/seats.h"

namespace ladder::training {

enum class EnrolmentState {
  kApplied = 1,
  kOffered = 2,
  kEnrolled = 3,
  kAttending = 4,
  kCompleted = 5,
  kFailed = 6,
  kDropped = 7,
  kExcused = 8,
  kWaitlisted = 9,
  kRejected = 10,
};

enum class EnrolmentEvent {
  kOffer = 1,
  kWaitlist = 2,
  kReject = 3,
  kAccept = 4,
  kLapse = 5,   // the offer was not answered in time
  kAttend = 6,  // the class starts, or the person joins it
  kComplete = 7,
  kFail = 8,
  kDrop = 9,
  kExcuse = 10,
};

// Why an enrolment ended before its time.
enum class ExitReason {
  kUnspecified = 0,
  kIneligible = 1,
  kOfferDeclined = 2,
  kOfferLapsed = 3,
  kWithdrawn = 4,
  kClassCancelled = 5,
  kFoundWork = 6,
  kIllness = 7,
  kFamily = 8,
  kOther = 9,
};

struct Enrolment {
  Root root = {};
  Ulid training_class = {};
  Ulid person = {};
  EnrolmentState state = EnrolmentState::kApplied;
  SeatPriority priority = SeatPriority::kOther;
  bool subsidised = false;
  absl::Time applied_at = absl::InfinitePast();
  std::optional<CivilDay> answer_by = {};  // last day to answer the offer
  ExitReason exit_reason = ExitReason::kUnspecified;
  std::optional<CivilDay> exited_on = {};
  std::optional<CivilDay> completed_on = {};
  Assessment assessment = {};
};

struct EnrolmentStep {
  EnrolmentEvent event = EnrolmentEvent::kOffer;
  ExitReason exit_reason = ExitReason::kUnspecified;  // kReject, kDrop, kExcuse
  Tally tally = {};                                   // kComplete
};

absl::string_view NameOf(EnrolmentState state);
absl::string_view NameOf(EnrolmentEvent event);
std::optional<EnrolmentState> Next(EnrolmentState state, EnrolmentEvent event);

// Counts against seat_max. A seat once attended stays used.
bool HoldsSeat(EnrolmentState state);
// Waits for a seat.
bool Waits(EnrolmentState state);
// Whether another application to the same class is refused: everything but a rejection.
bool IsLive(EnrolmentState state);

// Was taught in the class, to its end or not: whose attendance is recorded.
bool IsLearner(EnrolmentState state);
// Ended before its time on or before `day`.
bool HasLeftBy(const Enrolment& enrolment, CivilDay day);

// A new application.
Enrolment Apply(const TrainingClass& training_class, const Ulid& person,
                const Eligibility& eligibility, absl::Time applied_at);

// The class after one of its enrolments came to `to`, from `from` or anew: seats and who waits.
TrainingClass Recount(TrainingClass training_class, SeatPriority priority,
                      std::optional<EnrolmentState> from, EnrolmentState to);

// What a learner who attends comes to when the class is assessed: kComplete or kFail; nothing while
// a mark is missing that could still decide. A missed threshold fails without one.
std::optional<EnrolmentEvent> ResultOf(const Enrolment& enrolment, const Tally& tally,
                                       const TrainingClass& training_class);

// Order of refusals: ENROLMENT_STATE, FIELD_REQUIRED (exit reason), and the step's own:
// OFFER_LAPSED (accept), OFFER_NOT_DUE (lapse), ATTENDANCE_LOW and ASSESSMENT_NOT_PASSED
// (complete).
absl::StatusOr<Enrolment> ApplyStep(Enrolment enrolment, const EnrolmentStep& step,
                                    const TrainingClass& training_class, CivilDay today);

}  // namespace ladder::training
