#include "training-svc/domain/training_class.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ladder/options/v1/reasons.h"
#include "ladder/training/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::training {
namespace {

struct Move {
  ClassState from;
  ClassEvent event;
  ClassState to;
};

constexpr Move kMoves[] = {
    {ClassState::kDraft, ClassEvent::kSubmit, ClassState::kApplied},
    {ClassState::kApplied, ClassEvent::kReturn, ClassState::kDraft},
    {ClassState::kApplied, ClassEvent::kApprove, ClassState::kApproved},
    {ClassState::kApproved, ClassEvent::kOpen, ClassState::kOpen},
    {ClassState::kOpen, ClassEvent::kFill, ClassState::kFull},
    {ClassState::kFull, ClassEvent::kFree, ClassState::kOpen},
    {ClassState::kOpen, ClassEvent::kStart, ClassState::kRunning},
    {ClassState::kFull, ClassEvent::kStart, ClassState::kRunning},
    {ClassState::kRunning, ClassEvent::kEnd, ClassState::kEnded},
    {ClassState::kEnded, ClassEvent::kAssess, ClassState::kAssessed},
    {ClassState::kAssessed, ClassEvent::kCertify, ClassState::kCertified},
    {ClassState::kCertified, ClassEvent::kClaim, ClassState::kClaimed},
    {ClassState::kClaimed, ClassEvent::kSettle, ClassState::kSettled},
};

absl::Status RefuseState(ClassState state, absl::string_view event) {
  return Refuse(Reason::kClassState,
                {{"state", std::string(NameOf(state))}, {"event", std::string(event)}});
}

absl::Status RefuseBefore(CivilDay day) {
  return Refuse(Reason::kDayNotReached, {{"day", FormatDay(day)}});
}

absl::Status CheckStart(const TrainingClass& training_class, const ClassFacts& facts,
                        CivilDay today) {
  if (today < training_class.facts.starts_on) return RefuseBefore(training_class.facts.starts_on);
  if (facts.enrolled < training_class.facts.seat_min) {
    return Refuse(Reason::kClassTooSmall,
                  {{"enrolled", absl::StrCat(facts.enrolled)},
                   {"seat_min", absl::StrCat(training_class.facts.seat_min)}});
  }
  return absl::OkStatus();
}

absl::Status CheckStep(const TrainingClass& training_class, const ClassStep& step,
                       const ClassFacts& facts, CivilDay today) {
  switch (step.event) {
    case ClassEvent::kReturn:
    case ClassEvent::kCancel:
      if (step.reason.empty()) return RefuseField(ladder::Reason::kFieldRequired, "reason");
      return absl::OkStatus();
    case ClassEvent::kSubmit:
      if (facts.sessions.count == 0) return Refuse(Reason::kClassWithoutSessions);
      return absl::OkStatus();
    case ClassEvent::kStart:
      return CheckStart(training_class, facts, today);
    case ClassEvent::kEnd:
      if (facts.sessions.last && today < *facts.sessions.last) {
        return RefuseBefore(*facts.sessions.last);
      }
      return absl::OkStatus();
    case ClassEvent::kAssess:
      if (!training_class.frozen_on) return Refuse(Reason::kAttendanceNotFrozen);
      if (facts.results_missing > 0) {
        return Refuse(Reason::kResultsMissing, {{"count", absl::StrCat(facts.results_missing)}});
      }
      return absl::OkStatus();
    default:
      return absl::OkStatus();
  }
}

}  // namespace

absl::string_view NameOf(ClassState state) {
  constexpr absl::string_view kNames[] = {"UNKNOWN", "DRAFT",   "APPLIED",  "APPROVED", "OPEN",
                                          "FULL",    "RUNNING", "ENDED",    "ASSESSED", "CERTIFIED",
                                          "CLAIMED", "SETTLED", "CANCELLED"};
  return kNames[static_cast<size_t>(state)];
}

absl::string_view NameOf(ClassEvent event) {
  constexpr absl::string_view kNames[] = {"UNKNOWN", "SUBMIT", "RETURN", "APPROVE", "OPEN",
                                          "FILL",    "FREE",   "START",  "END",     "ASSESS",
                                          "CERTIFY", "CLAIM",  "SETTLE", "CANCEL"};
  return kNames[static_cast<size_t>(event)];
}

std::optional<ClassState> Next(ClassState state, ClassEvent event) {
  if (event == ClassEvent::kCancel) {
    if (state >= ClassState::kEnded) return std::nullopt;
    return ClassState::kCancelled;
  }
  const Move* move = std::find_if(std::begin(kMoves), std::end(kMoves), [&](const Move& each) {
    return each.from == state && each.event == event;
  });
  if (move == std::end(kMoves)) return std::nullopt;
  return move->to;
}

SeatPlan SeatPlanOf(const TrainingClass& training_class) {
  return {.seat_max = training_class.facts.seat_max,
          .reserve_percent = training_class.rules.reserve_percent,
          .reserve_release_days = training_class.rules.reserve_release_days,
          .starts_on = training_class.facts.starts_on};
}

absl::StatusOr<TrainingClass> DraftClass(const ClassDraft& draft, const ClassRules& rules) {
  TrainingClass training_class;
  LADDER_ASSIGN_OR_RETURN(training_class.facts, ParseClass(draft));
  training_class.rules = rules;
  return training_class;
}

absl::StatusOr<TrainingClass> EditClass(TrainingClass training_class, const ClassDraft& draft) {
  if (training_class.state >= ClassState::kRunning)
    return RefuseState(training_class.state, "EDIT");
  LADDER_ASSIGN_OR_RETURN(ClassDraft facts, ParseClass(draft));
  if (facts.seat_max < training_class.seats.held()) {
    return Refuse(Reason::kClassSeatsBelowHeld,
                  {{"held", absl::StrCat(training_class.seats.held())}});
  }
  if (training_class.state == ClassState::kDraft) {
    training_class.facts = std::move(facts);
    return training_class;
  }
  training_class.facts.seat_max = facts.seat_max;
  training_class.facts.site_division = facts.site_division;
  training_class.facts.site_address = std::move(facts.site_address);
  const SeatCount seats = training_class.seats;
  return WithSeats(std::move(training_class), seats);
}

absl::StatusOr<TrainingClass> ApplyStep(TrainingClass training_class, const ClassStep& step,
                                        const ClassFacts& facts, CivilDay today) {
  const std::optional<ClassState> next = Next(training_class.state, step.event);
  if (!next) return RefuseState(training_class.state, NameOf(step.event));
  LADDER_RETURN_IF_ERROR(CheckStep(training_class, step, facts, today));
  training_class.state = *next;
  if (step.event == ClassEvent::kReturn) training_class.return_reason = step.reason;
  if (step.event == ClassEvent::kCancel) training_class.cancel_reason = step.reason;
  return training_class;
}

absl::StatusOr<TrainingClass> Freeze(TrainingClass training_class, absl::string_view digest,
                                     CivilDay today) {
  if (training_class.frozen_on) return Refuse(Reason::kAttendanceFrozen);
  if (training_class.state != ClassState::kEnded)
    return RefuseState(training_class.state, "FREEZE");
  training_class.frozen_on = today;
  training_class.attendance_digest = std::string(digest);
  return training_class;
}

absl::Status CheckMayPlan(const TrainingClass& training_class) {
  if (training_class.state == ClassState::kDraft) return absl::OkStatus();
  return RefuseState(training_class.state, "PLAN_SESSIONS");
}

absl::Status CheckMaySit(const TrainingClass& training_class) {
  if (training_class.state == ClassState::kRunning || training_class.state == ClassState::kEnded) {
    return absl::OkStatus();
  }
  return RefuseState(training_class.state, "RECORD_ASSESSMENT");
}

absl::Status CheckTakesApplications(const TrainingClass& training_class,
                                    const SessionPlan& sessions, CivilDay today) {
  switch (training_class.state) {
    case ClassState::kOpen:
    case ClassState::kFull:
      return absl::OkStatus();
    case ClassState::kRunning:
      if (sessions.second && today < *sessions.second) return absl::OkStatus();
      return Refuse(Reason::kApplicationsClosed);
    default:
      return RefuseState(training_class.state, "APPLY");
  }
}

bool AllocatesSeats(const TrainingClass& training_class, CivilDay today) {
  return !training_class.facts.allocate_on || today >= *training_class.facts.allocate_on;
}

absl::Status CheckMayAllocate(const TrainingClass& training_class, const SessionPlan& sessions,
                              CivilDay today) {
  LADDER_RETURN_IF_ERROR(CheckTakesApplications(training_class, sessions, today));
  if (!AllocatesSeats(training_class, today)) {
    return RefuseBefore(*training_class.facts.allocate_on);
  }
  return absl::OkStatus();
}

absl::Status CheckRoomToWait(const TrainingClass& training_class) {
  if (training_class.waiting < kWaitingMax) return absl::OkStatus();
  return Refuse(Reason::kWaitlistFull, {{"max", absl::StrCat(kWaitingMax)}});
}

absl::Status CheckMayComplete(const TrainingClass& training_class) {
  return training_class.frozen_on ? absl::OkStatus() : Refuse(Reason::kAttendanceNotFrozen);
}

TrainingClass WithSeats(TrainingClass training_class, const SeatCount& seats) {
  training_class.seats = seats;
  const bool full = seats.held() >= training_class.facts.seat_max;
  if (training_class.state == ClassState::kOpen && full) training_class.state = ClassState::kFull;
  if (training_class.state == ClassState::kFull && !full) training_class.state = ClassState::kOpen;
  return training_class;
}

}  // namespace ladder::training
