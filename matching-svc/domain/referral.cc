#include "matching-svc/domain/referral.h"

#include <algorithm>
#include <utility>

#include "ladder/matching/v1/reasons.h"
#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr int kDaysMax = 365;

struct Move {
  ReferralState from;
  ReferralEvent event;
  ReferralState to;
};

constexpr Move kForward[] = {
    {ReferralState::kReferred, ReferralEvent::kInterview, ReferralState::kInterviewed},
    {ReferralState::kInterviewed, ReferralEvent::kOffer, ReferralState::kOffered},
    {ReferralState::kOffered, ReferralEvent::kAccept, ReferralState::kAccepted},
    {ReferralState::kAccepted, ReferralEvent::kStart, ReferralState::kStartedWork},
};

bool IsForward(ReferralEvent event) {
  return event == ReferralEvent::kInterview || event == ReferralEvent::kOffer ||
         event == ReferralEvent::kAccept || event == ReferralEvent::kStart;
}

absl::Status CheckDays(const Referral& referral, const ReferralStep& step, CivilDay today) {
  if (step.day > today) return RefuseField(Reason::kDayInFuture, "day");
  if (step.day < referral.last_step_on) {
    return RefuseField(Reason::kDayOutOfOrder, "day",
                       {{"earliest", FormatDay(referral.last_step_on)}});
  }
  if (IsForward(step.event) && step.day > referral.deadline) {
    return Refuse(Reason::kReferralOverdue, {{"deadline", FormatDay(referral.deadline)}});
  }
  if (step.event == ReferralEvent::kExpire && step.day <= referral.deadline) {
    return Refuse(Reason::kReferralNotDue, {{"deadline", FormatDay(referral.deadline)}});
  }
  return absl::OkStatus();
}

absl::Status CheckOffer(const ReferralStep& step) {
  if (step.offer.wage == Fen()) return RefuseField(ladder::Reason::kFieldRequired, "offer.wage");
  if (step.offer.start_on < step.day) {
    return RefuseField(Reason::kDayOutOfOrder, "offer.start_date",
                       {{"earliest", FormatDay(step.day)}});
  }
  if (step.offer.wage < step.minimum_wage) {
    return RefuseField(Reason::kOfferBelowMinimumWage, "offer.wage",
                       {{"minimum", step.minimum_wage.ToYuan()}});
  }
  return absl::OkStatus();
}

absl::Status CheckStep(const ReferralStep& step) {
  if (step.event == ReferralEvent::kOffer) return CheckOffer(step);
  if (step.event == ReferralEvent::kDecline && step.decline_reason == DeclineReason::kUnspecified) {
    return RefuseField(ladder::Reason::kFieldRequired, "decline_reason");
  }
  if (step.event == ReferralEvent::kReject && step.reject_reason == RejectReason::kUnspecified) {
    return RefuseField(ladder::Reason::kFieldRequired, "reject_reason");
  }
  if (step.event == ReferralEvent::kCancel && step.note.empty()) {
    return RefuseField(ladder::Reason::kFieldRequired, "note");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ReferralRules> ReferralRules::Make(const ParameterSet& parameters) {
  ReferralRules rules;
  LADDER_ASSIGN_OR_RETURN(rules.referral_days, parameters.GetInt("referral_days", 1, kDaysMax));
  LADDER_ASSIGN_OR_RETURN(rules.answer_days, parameters.GetInt("answer_days", 1, kDaysMax));
  LADDER_ASSIGN_OR_RETURN(rules.agreement_days, parameters.GetInt("agreement_days", 1, kDaysMax));
  return rules;
}

absl::string_view NameOf(ReferralState state) {
  switch (state) {
    case ReferralState::kReferred:
      return "REFERRED";
    case ReferralState::kInterviewed:
      return "INTERVIEWED";
    case ReferralState::kOffered:
      return "OFFERED";
    case ReferralState::kAccepted:
      return "ACCEPTED";
    case ReferralState::kStartedWork:
      return "STARTED_WORK";
    case ReferralState::kDeclined:
      return "DECLINED";
    case ReferralState::kRejected:
      return "REJECTED";
    case ReferralState::kExpired:
      return "EXPIRED";
    case ReferralState::kCancelled:
      return "CANCELLED";
  }
  return "UNKNOWN";
}

absl::string_view NameOf(ReferralEvent event) {
  switch (event) {
    case ReferralEvent::kInterview:
      return "INTERVIEW";
    case ReferralEvent::kOffer:
      return "OFFER";
    case ReferralEvent::kAccept:
      return "ACCEPT";
    case ReferralEvent::kStart:
      return "START";
    case ReferralEvent::kDecline:
      return "DECLINE";
    case ReferralEvent::kReject:
      return "REJECT";
    case ReferralEvent::kExpire:
      return "EXPIRE";
    case ReferralEvent::kCancel:
      return "CANCEL";
  }
  return "UNKNOWN";
}

bool IsLive(ReferralState state) {
  return state == ReferralState::kReferred || state == ReferralState::kInterviewed ||
         state == ReferralState::kOffered || state == ReferralState::kAccepted;
}

std::optional<ReferralState> Next(ReferralState state, ReferralEvent event) {
  if (!IsLive(state)) return std::nullopt;
  switch (event) {
    case ReferralEvent::kDecline:
      return ReferralState::kDeclined;
    case ReferralEvent::kReject:
      return ReferralState::kRejected;
    case ReferralEvent::kExpire:
      return ReferralState::kExpired;
    case ReferralEvent::kCancel:
      return ReferralState::kCancelled;
    default:
      break;
  }
  const Move* move = std::find_if(std::begin(kForward), std::end(kForward), [&](const Move& each) {
    return each.from == state && each.event == event;
  });
  if (move == std::end(kForward)) return std::nullopt;
  return move->to;
}

absl::StatusOr<Referral> Refer(const Seeker& seeker, const OpenJob& open, bool live_referral_exists,
                               const RecommendRules& rules, const ReferralRules& days,
                               CivilDay today) {
  const PersonProfile& profile = seeker.profile;
  if (GroupOf(profile.primary_class) == ClassGroup::kGone) return Refuse(Reason::kPersonGone);
  LADDER_RETURN_IF_ERROR(CheckOpenOn(open.job, today));
  LADDER_RETURN_IF_ERROR(
      FindExclusions(seeker, open, today, rules.quick_certificate_days).ToStatus());
  if (live_referral_exists) return Refuse(Reason::kReferralExists);

  const NeedClass need = NeedOf(profile, today, rules.score.long_unemployed_days);
  Referral referral;
  referral.person = profile.person;
  referral.job = open.job.root.id;
  referral.enterprise = open.job.facts.enterprise;
  referral.score = ScoreJob(profile, open, need, rules.score);
  referral.score_version = rules.score.version;
  referral.fits = referral.score.at(Factor::kPhysical).finding == Finding::kPhysicalFits;
  if (profile.wish) referral.intention = profile.wish->intention;
  referral.referred_on = today;
  referral.last_step_on = today;
  referral.deadline = today + days.referral_days;
  return referral;
}

absl::StatusOr<Referral> ApplyStep(Referral referral, const ReferralStep& step,
                                   const ReferralRules& days, CivilDay today) {
  const std::optional<ReferralState> next = Next(referral.state, step.event);
  if (!next) {
    return Refuse(Reason::kReferralState, {{"state", std::string(NameOf(referral.state))},
                                           {"event", std::string(NameOf(step.event))}});
  }
  LADDER_RETURN_IF_ERROR(CheckDays(referral, step, today));
  LADDER_RETURN_IF_ERROR(CheckStep(step));

  referral.state = *next;
  referral.last_step_on = step.day;
  referral.note = step.note;
  switch (step.event) {
    case ReferralEvent::kInterview:
      referral.deadline = step.day + days.referral_days;
      break;
    case ReferralEvent::kOffer:
      referral.offer = step.offer;
      referral.deadline = step.day + days.answer_days;
      break;
    case ReferralEvent::kAccept:
      referral.deadline = step.day + days.agreement_days;
      break;
    case ReferralEvent::kDecline:
      referral.decline_reason = step.decline_reason;
      referral.good_reason = IsGoodReason(step.decline_reason) || step.officer_finds_good;
      break;
    case ReferralEvent::kReject:
      referral.reject_reason = step.reject_reason;
      break;
    case ReferralEvent::kStart:
    case ReferralEvent::kExpire:
    case ReferralEvent::kCancel:
      break;
  }
  return referral;
}

std::optional<Outcome> OutcomeOf(const Referral& referral) {
  switch (referral.state) {
    case ReferralState::kDeclined:
    case ReferralState::kRejected:
    case ReferralState::kAccepted:
    case ReferralState::kStartedWork:
      return Outcome{.day = referral.last_step_on,
                     .refused = referral.state == ReferralState::kDeclined,
                     .good_reason = referral.good_reason,
                     .fits = referral.fits};
    case ReferralState::kReferred:
    case ReferralState::kInterviewed:
    case ReferralState::kOffered:
    case ReferralState::kExpired:
    case ReferralState::kCancelled:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace ladder::matching
