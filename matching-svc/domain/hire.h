// Hires: an accepted offer with a start day (docs/domain.md, Words). Resource `hires/{hire}`. An
// agreement of intent is no employment: it becomes a hire in the registry's eyes only when work
// starts, within the agreement's days (R26).
//
//   AGREED -> STARTED -> ENDED,  AGREED -> LAPSED | CANCELLED
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matching-svc/domain/job.h"
#include "matching-svc/domain/referral.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"

namespace ladder::matching {

enum class HireState { kAgreed = 1, kStarted = 2, kEnded = 3, kLapsed = 4, kCancelled = 5 };
enum class HireEvent { kStart = 1, kEnd = 2, kLapse = 3, kCancel = 4 };

// The registry's numbers (docs/domain.md 3.2 JOB_LOST).
enum class EndReason {
  kUnspecified = 0,
  kExpired = 1,
  kDismissed = 2,
  kQuit = 3,
  kClosed = 4,
  kIll = 5,
  kFamily = 6,
  kLeftLabourForce = 7,
};

struct Hire {
  Root root = {};
  absl::Time created_at = absl::UnixEpoch();
  Ulid person = {};
  Ulid enterprise = {};
  Ulid job = {};
  Ulid referral = {};
  std::optional<Ulid> intention = {};  // the wish that it meets
  std::optional<Ulid> carrier = {};
  HireState state = HireState::kAgreed;
  int64_t work_division = 0;  // 12 digits
  Occupation occupation = {};
  Fen wage = Fen();  // a month
  ContractKind contract_kind = ContractKind::kUnspecified;
  int contract_months = 0;
  bool social_insurance = false;
  bool owner = false;  // the person owns the firm
  CivilDay agreed_on = CivilDay();
  CivilDay start_by = CivilDay();  // the agreement lapses after this day
  std::optional<CivilDay> started_on = {};
  std::optional<CivilDay> ended_on = {};  // last day of work
  EndReason end_reason = EndReason::kUnspecified;
  std::string dispute_reason =
      "";  // the registry refused the spell, with this reason; "" when it did not
};

// What must hold on the first day of work, beside the hire itself.
struct StartFacts {
  CivilDay birth = CivilDay();
  EnterpriseState employer = EnterpriseState::kVerified;
};

struct HireStep {
  HireEvent event = HireEvent::kStart;
  CivilDay day = CivilDay();                       // kStart: first, kEnd: last day of work
  StartFacts start = {};                           // kStart
  EndReason end_reason = EndReason::kUnspecified;  // kEnd
};

absl::string_view NameOf(HireState state);
absl::string_view NameOf(HireEvent event);
std::optional<HireState> Next(HireState state, HireEvent event);

// The hire that an accepted referral makes, with the offer's terms and the job's place.
Hire Agree(const Referral& accepted, const Job& job, bool owner);

// Order of refusals: HIRE_STATE, DAY_IN_FUTURE, DAY_OUT_OF_ORDER, REFERRAL_OVERDUE (start after the
// agreement's days) or REFERRAL_NOT_DUE (lapse within them), AGE_UNDER_16, ENTERPRISE_NOT_VERIFIED
// or EMPLOYER_BLOCKED, FIELD_REQUIRED (reason of an end).
absl::StatusOr<Hire> ApplyStep(Hire hire, const HireStep& step, CivilDay today);

// What the registry says of the spell made from the hire: refused with a reason, or recorded (an
// empty reason). HIRE_STATE before work started.
absl::StatusOr<Hire> SetDispute(Hire hire, absl::string_view reason);

}  // namespace ladder::matching
