// Referrals: one person sent to one job, from the introduction to the first day of work
// (docs/domain.md 2.4, 3.2). Resource `persons/{person}/referrals/{referral}`.
//
//   REFERRED -> INTERVIEWED -> OFFERED -> ACCEPTED -> STARTED_WORK
//   and from each of the first four: DECLINED by the person, REJECTED by the employer, EXPIRED,
//   CANCELLED.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "matching-svc/domain/hard_filter.h"
#include "matching-svc/domain/policy_table.h"
#include "matching-svc/domain/recommend.h"
#include "matching-svc/domain/refusal.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "platform/money/fen.h"

namespace ladder::matching {

enum class ReferralState {
  kReferred = 1,
  kInterviewed = 2,
  kOffered = 3,
  kAccepted = 4,
  kStartedWork = 5,
  kDeclined = 6,
  kRejected = 7,
  kExpired = 8,
  kCancelled = 9,
};

enum class ReferralEvent {
  kInterview = 1,
  kOffer = 2,
  kAccept = 3,
  kStart = 4,
  kDecline = 5,
  kReject = 6,
  kExpire = 7,
  kCancel = 8,
};

// Why an employer says no.
enum class RejectReason {
  kUnspecified = 0,
  kNotSuitable = 1,
  kFilled = 2,
  kNoShow = 3,
  kJobWithdrawn = 4,
  kOther = 5,
};

// What an employer offers.
struct Offer {
  Fen wage = Fen();  // a month
  CivilDay start_on = CivilDay();
  ContractKind contract_kind = ContractKind::kFixedTerm;
  int contract_months = 0;
};

struct Referral {
  Root root = {};
  absl::Time created_at = absl::UnixEpoch();
  Ulid person = {};
  Ulid job = {};
  Ulid enterprise = {};
  ReferralState state = ReferralState::kReferred;
  Score score = {};  // as it was when the person was referred
  std::string score_version = "";
  bool fits = true;  // health and ability, by the score's physical factor
  CivilDay referred_on = CivilDay();
  CivilDay last_step_on = CivilDay();
  CivilDay deadline = CivilDay();  // last day of the step that is waited for
  std::optional<Offer> offer = {};
  DeclineReason decline_reason = DeclineReason::kUnspecified;
  bool good_reason = false;
  RejectReason reject_reason = RejectReason::kUnspecified;
  std::string note = "";
  std::optional<Ulid> hire = {};
  std::optional<Ulid> intention = {};  // the wish it answers
};

// Days granted for each step; rule "referral".
struct ReferralRules {
  int referral_days = 0;   // to the interview, and from it to the offer
  int answer_days = 0;     // to answer an offer
  int agreement_days = 0;  // from an intent agreement to the first day of work (R26)

  static absl::StatusOr<ReferralRules> Make(const ParameterSet& parameters);
};

// One step and what it needs.
struct ReferralStep {
  ReferralEvent event = ReferralEvent::kInterview;
  CivilDay day = CivilDay();
  Offer offer = {};          // kOffer
  Fen minimum_wage = Fen();  // kOffer: of the work place on the offer's start day
  DeclineReason decline_reason = DeclineReason::kUnspecified;  // kDecline
  bool officer_finds_good = false;                             // kDecline
  RejectReason reject_reason = RejectReason::kUnspecified;     // kReject
  std::string note = "";
};

absl::string_view NameOf(ReferralState state);
absl::string_view NameOf(ReferralEvent event);
// Whether the referral still binds a person to the job.
bool IsLive(ReferralState state);

// The state after `event`, or nothing when the state doesn't allow it. The whole table of the
// machine.
std::optional<ReferralState> Next(ReferralState state, ReferralEvent event);

// Sends a person to a job. Order of refusals: PERSON_GONE, JOB_FULL, JOB_NOT_OPEN, JOB_EXPIRED, the
// hard filters in their order, REFERRAL_EXISTS.
absl::StatusOr<Referral> Refer(const Seeker& seeker, const OpenJob& open, bool live_referral_exists,
                               const RecommendRules& rules, const ReferralRules& days,
                               CivilDay today);

// Order of refusals: REFERRAL_STATE, DAY_IN_FUTURE, DAY_OUT_OF_ORDER, REFERRAL_OVERDUE (steps
// forward) or REFERRAL_NOT_DUE (expiry), and then the step's own: FIELD_REQUIRED, DAY_OUT_OF_ORDER,
// OFFER_BELOW_MINIMUM_WAGE.
absl::StatusOr<Referral> ApplyStep(Referral referral, const ReferralStep& step,
                                   const ReferralRules& days, CivilDay today);

// What came of the referral, for the count of refusals; nothing while it goes on, and when a
// deadline passed or it was a mistake.
std::optional<Outcome> OutcomeOf(const Referral& referral);

}  // namespace ladder::matching
