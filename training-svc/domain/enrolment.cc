#include "training-svc/domain/enrolment.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/training/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::training {
namespace {

using S = EnrolmentState;
using E = EnrolmentEvent;

struct Move {
  S from;
  E event;
  S to;
};

constexpr Move kMoves[] = {
    {S::kApplied, E::kOffer, S::kOffered},      {S::kApplied, E::kWaitlist, S::kWaitlisted},
    {S::kApplied, E::kReject, S::kRejected},    {S::kWaitlisted, E::kOffer, S::kOffered},
    {S::kWaitlisted, E::kReject, S::kRejected}, {S::kOffered, E::kAccept, S::kEnrolled},
    {S::kOffered, E::kReject, S::kRejected},    {S::kOffered, E::kLapse, S::kRejected},
    {S::kEnrolled, E::kAttend, S::kAttending},  {S::kEnrolled, E::kDrop, S::kDropped},
    {S::kEnrolled, E::kExcuse, S::kExcused},    {S::kAttending, E::kComplete, S::kCompleted},
    {S::kAttending, E::kFail, S::kFailed},      {S::kAttending, E::kDrop, S::kDropped},
    {S::kAttending, E::kExcuse, S::kExcused},
};

bool NeedsExitReason(E event) {
  return event == E::kReject || event == E::kDrop || event == E::kExcuse;
}

absl::Status CheckCompletion(const Enrolment& enrolment, const Tally& tally,
                             const TrainingClass& training_class) {
  const int percent = training_class.rules.attendance_percent;
  if (!ReachesThreshold(tally, percent)) {
    return Refuse(Reason::kAttendanceLow, {{"attended", absl::StrCat(tally.attended)},
                                           {"sessions", absl::StrCat(tally.sessions)},
                                           {"percent", absl::StrCat(percent)}});
  }
  if (training_class.facts.assessed &&
      !HasPassed(enrolment.assessment, training_class.rules.pass_mark)) {
    return Refuse(Reason::kAssessmentNotPassed);
  }
  return absl::OkStatus();
}

absl::Status CheckStep(const Enrolment& enrolment, const EnrolmentStep& step,
                       const TrainingClass& training_class, CivilDay today) {
  if (NeedsExitReason(step.event) && step.exit_reason == ExitReason::kUnspecified) {
    return RefuseField(ladder::Reason::kFieldRequired, "exit_reason");
  }
  const CivilDay answer_by = enrolment.answer_by.value_or(kForever);
  switch (step.event) {
    case E::kAccept:
      if (today > answer_by) {
        return Refuse(Reason::kOfferLapsed, {{"deadline", FormatDay(answer_by)}});
      }
      return absl::OkStatus();
    case E::kLapse:
      if (today <= answer_by) {
        return Refuse(Reason::kOfferNotDue, {{"deadline", FormatDay(answer_by)}});
      }
      return absl::OkStatus();
    case E::kComplete:
      return CheckCompletion(enrolment, step.tally, training_class);
    default:
      return absl::OkStatus();
  }
}

}  // namespace

absl::string_view NameOf(EnrolmentState state) {
  constexpr absl::string_view kNames[] = {"UNKNOWN",   "APPLIED",    "OFFERED", "ENROLLED",
                                          "ATTENDING", "COMPLETED",  "FAILED",  "DROPPED",
                                          "EXCUSED",   "WAITLISTED", "REJECTED"};
  return kNames[static_cast<size_t>(state)];
}

absl::string_view NameOf(EnrolmentEvent event) {
  constexpr absl::string_view kNames[] = {"UNKNOWN", "OFFER", "WAITLIST", "REJECT",
                                          "ACCEPT",  "LAPSE", "ATTEND",   "COMPLETE",
                                          "FAIL",    "DROP",  "EXCUSE"};
  return kNames[static_cast<size_t>(event)];
}

std::optional<EnrolmentState> Next(EnrolmentState state, EnrolmentEvent event) {
  const Move* move = std::find_if(std::begin(kMoves), std::end(kMoves), [&](const Move& each) {
    return each.from == state && each.event == event;
  });
  if (move == std::end(kMoves)) return std::nullopt;
  return move->to;
}

bool HoldsSeat(EnrolmentState state) {
  return state == S::kOffered || state == S::kEnrolled || state == S::kAttending ||
         state == S::kCompleted || state == S::kFailed;
}

bool Waits(EnrolmentState state) { return state == S::kApplied || state == S::kWaitlisted; }

bool IsLive(EnrolmentState state) { return state != S::kRejected; }

bool IsLearner(EnrolmentState state) {
  return state == S::kAttending || state == S::kCompleted || state == S::kFailed ||
         state == S::kDropped || state == S::kExcused;
}

bool HasLeftBy(const Enrolment& enrolment, CivilDay day) {
  return enrolment.exited_on && *enrolment.exited_on <= day;
}

Enrolment Apply(const TrainingClass& training_class, const Ulid& person,
                const Eligibility& eligibility, absl::Time applied_at) {
  Enrolment enrolment;
  enrolment.training_class = training_class.root.id;
  enrolment.person = person;
  enrolment.priority = eligibility.priority;
  enrolment.subsidised = eligibility.subsidised;
  enrolment.applied_at = applied_at;
  return enrolment;
}

TrainingClass Recount(TrainingClass training_class, SeatPriority priority,
                      std::optional<EnrolmentState> from, EnrolmentState to) {
  SeatCount seats = training_class.seats;
  int& held = IsTarget(priority) ? seats.target_held : seats.other_held;
  held += (HoldsSeat(to) ? 1 : 0) - (from && HoldsSeat(*from) ? 1 : 0);
  training_class.waiting += (Waits(to) ? 1 : 0) - (from && Waits(*from) ? 1 : 0);
  return WithSeats(std::move(training_class), seats);
}

std::optional<EnrolmentEvent> ResultOf(const Enrolment& enrolment, const Tally& tally,
                                       const TrainingClass& training_class) {
  if (!ReachesThreshold(tally, training_class.rules.attendance_percent)) return E::kFail;
  if (!training_class.facts.assessed) return E::kComplete;
  if (!enrolment.assessment.first) return std::nullopt;
  return HasPassed(enrolment.assessment, training_class.rules.pass_mark) ? E::kComplete : E::kFail;
}

absl::StatusOr<Enrolment> ApplyStep(Enrolment enrolment, const EnrolmentStep& step,
                                    const TrainingClass& training_class, CivilDay today) {
  const std::optional<EnrolmentState> next = Next(enrolment.state, step.event);
  if (!next) {
    return Refuse(Reason::kEnrolmentState, {{"state", std::string(NameOf(enrolment.state))},
                                            {"event", std::string(NameOf(step.event))}});
  }
  LADDER_RETURN_IF_ERROR(CheckStep(enrolment, step, training_class, today));
  enrolment.state = *next;
  switch (step.event) {
    case E::kOffer:
      enrolment.answer_by = today + training_class.rules.answer_days;
      break;
    case E::kComplete:
      enrolment.completed_on = today;
      break;
    case E::kLapse:
      enrolment.exit_reason = ExitReason::kOfferLapsed;
      enrolment.exited_on = today;
      break;
    case E::kReject:
    case E::kDrop:
    case E::kExcuse:
      enrolment.exit_reason = step.exit_reason;
      enrolment.exited_on = today;
      break;
    default:
      break;
  }
  return enrolment;
}

}  // namespace ladder::training
