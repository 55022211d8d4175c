// Training classes (docs/domain.md 6). Resource `classes/{class}`. The class is the root of its
// sessions and seats: its row is locked first, and its sessions, enrolments and attendance change
// under that lock.
//
//   DRAFT -> APPLIED -> APPROVED -> OPEN <-> FULL -> RUNNING -> ENDED -> ASSESSED -> CERTIFIED ->
//   CLAIMED -> SETTLED APPLIED -> DRAFT when the county returns it; CANCELLED from any state before
//   ENDED.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "platform/money/fen.h"
#include "platform/standards/certificate.h"
#include "training-svc/domain/seats.h"
#include "training-svc/domain/session.h"

namespace ladder::training {

enum class ClassState {
  kDraft = 1,
  kApplied = 2,
  kApproved = 3,
  kOpen = 4,
  kFull = 5,
  kRunning = 6,
  kEnded = 7,
  kAssessed = 8,
  kCertified = 9,
  kClaimed = 10,
  kSettled = 11,
  kCancelled = 12,
};

enum class ClassEvent {
  kSubmit = 1,  // the school applies
  kReturn = 2,  // the county sends it back
  kApprove = 3,
  kOpen = 4,  // to applications
  kFill = 5,  // the last seat is held
  kFree = 6,  // a seat is free again
  kStart = 7,
  kEnd = 8,
  kAssess = 9,  // all results are in
  kCertify = 10,
  kClaim = 11,   // subsidy-svc has its claims
  kSettle = 12,  // and has paid them
  kCancel = 13,
};

enum class ModuleKind { kUnspecified = 0, kSkill = 1, kStartup = 2, kSafety = 3, kTheory = 4 };

// Who pays the fee, and so whom the subsidy TRAIN pays (docs/domain.md 4.2).
enum class FeePayer { kUnspecified = 0, kFree = 1, kLearner = 2 };

struct Module {
  ModuleKind kind = ModuleKind::kSkill;
  std::string title = "";
  int hours = 0;  // of 45 minutes
};

// Seats that an employer will take people from (R38).
struct JobOrder {
  Ulid enterprise = {};
  int people = 0;
};

// The numbers of a class's rules, taken from the row in force when it was drafted (table
// class_rule).
struct ClassRules {
  std::string version = "";
  int reserve_percent = 0;
  int reserve_release_days = 0;
  int answer_days = 0;
  int attendance_percent = 0;
  int pass_mark = 0;
  int resit_days = 0;
};

struct ClassDraft {
  std::string display_name = "";
  std::string occupation = "";                         // d-dd-dd-dd
  Certificate certificate = Certificate::kCompletion;  // what it leads to
  std::vector<Module> modules = {};
  CivilDay starts_on = CivilDay();
  CivilDay ends_on = CivilDay();
  int64_t site_division = 0;  // community where it is held, 12 digits
  std::string site_address = "";
  std::string school_uscc = "";
  std::string school_name = "";
  std::string school_licence = "";
  int seat_min = 0;
  int seat_max = 0;
  Fen fee = Fen();  // per learner
  FeePayer fee_payer = FeePayer::kFree;
  bool assessed = false;  // an assessment must be passed
  std::vector<JobOrder> job_orders = {};
  std::vector<Ulid> needs = {};  // training intentions it serves (R22)
  // Applicants wait for this day and are then given seats in seat order; empty: seats go as people
  // apply.
  std::optional<CivilDay> allocate_on = {};
};

struct TrainingClass {
  Root root = {};
  ClassDraft facts = {};
  ClassRules rules = {};
  ClassState state = ClassState::kDraft;
  SeatCount seats = {};
  std::string return_reason = "";
  std::string cancel_reason = "";
  std::optional<CivilDay> frozen_on = {};
  std::string attendance_digest = "";  // of CanonicalAttendance, hex; "" before
  int waiting = 0;                     // people who wait for a seat
  int session_count = 0;
  absl::Time drafted_at = absl::InfinitePast();
};

// What a step must know beside the class.
struct ClassFacts {
  SessionPlan sessions = {};
  int enrolled = 0;         // learners enrolled or attending
  int results_missing = 0;  // learners neither completed, failed, dropped nor excused
};

struct ClassStep {
  ClassEvent event = ClassEvent::kSubmit;
  std::string reason = "";  // kReturn, kCancel
};

absl::string_view NameOf(ClassState state);
absl::string_view NameOf(ClassEvent event);
// The whole table of the machine.
std::optional<ClassState> Next(ClassState state, ClassEvent event);

SeatPlan SeatPlanOf(const TrainingClass& training_class);

// The draft in canonical form. Each wrong field is one violation: ParseText's and ParseUscc's
// refusals, FIELD_REQUIRED, FIELD_OUT_OF_RANGE, OCCUPATION_INVALID, CLASS_SEATS_INVALID,
// CLASS_DAYS_INVALID, CLASS_FEE_INVALID.
absl::StatusOr<ClassDraft> ParseClass(const ClassDraft& written);
absl::StatusOr<TrainingClass> DraftClass(const ClassDraft& draft, const ClassRules& rules);
// In DRAFT everything may change. From APPLIED on the class is what was applied for: only the
// seats' upper number and the site, until it runs. CLASS_STATE, CLASS_SEATS_BELOW_HELD.
absl::StatusOr<TrainingClass> EditClass(TrainingClass training_class, const ClassDraft& draft);

// Order of refusals: CLASS_STATE, FIELD_REQUIRED (reason), and then the step's own:
// CLASS_WITHOUT_SESSIONS (submit); DAY_NOT_REACHED, CLASS_TOO_SMALL (start); DAY_NOT_REACHED (end,
// before the last session's day); ATTENDANCE_NOT_FROZEN, RESULTS_MISSING (assess).
absl::StatusOr<TrainingClass> ApplyStep(TrainingClass training_class, const ClassStep& step,
                                        const ClassFacts& facts, CivilDay today);

// Freezes the attendance of an ENDED class by the digest of its canonical form. CLASS_STATE,
// ATTENDANCE_FROZEN.
absl::StatusOr<TrainingClass> Freeze(TrainingClass training_class, absl::string_view digest,
                                     CivilDay today);

// Sessions are planned in DRAFT alone: applicants' clashes are tested against them. CLASS_STATE.
absl::Status CheckMayPlan(const TrainingClass& training_class);

// Marks of an assessment are taken while the class runs and until its results are in. CLASS_STATE.
absl::Status CheckMaySit(const TrainingClass& training_class);

// CLASS_STATE or APPLICATIONS_CLOSED unless people may apply and be offered seats: the class is
// open, full, or runs and its second session's day has not come.
absl::Status CheckTakesApplications(const TrainingClass& training_class,
                                    const SessionPlan& sessions, CivilDay today);

// Whether seats are given out on `today`: at once as people apply, or from the class's day of
// allocation on.
bool AllocatesSeats(const TrainingClass& training_class, CivilDay today);

// Whether free seats may be given out now: CheckTakesApplications, and DAY_NOT_REACHED before the
// class's day of allocation.
absl::Status CheckMayAllocate(const TrainingClass& training_class, const SessionPlan& sessions,
                              CivilDay today);

// How many people may wait for one class: a class that is cancelled lets everybody go at once.
inline constexpr int kWaitingMax = 400;

// WAITLIST_FULL when nobody more may wait.
absl::Status CheckRoomToWait(const TrainingClass& training_class);

// Learners complete the class once its attendance is frozen. ATTENDANCE_NOT_FROZEN.
absl::Status CheckMayComplete(const TrainingClass& training_class);

// OPEN or FULL after `seats` changed; other states stay.
TrainingClass WithSeats(TrainingClass training_class, const SeatCount& seats);

}  // namespace ladder::training
