#include "matching-svc/domain/hire.h"

#include "ladder/matching/v1/reasons.h"
#include "ladder/options/v1/reasons.h"
#include "platform/standards/age.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr int kWorkAge = 16;  // Labour Law 15

absl::Status RefuseState(HireState state, absl::string_view event) {
  return Refuse(Reason::kHireState,
                {{"state", std::string(NameOf(state))}, {"event", std::string(event)}});
}

absl::Status CheckStep(const Hire& hire, const HireStep& step) {
  const CivilDay earliest = hire.started_on ? *hire.started_on : hire.agreed_on;
  if (step.day < earliest) {
    return RefuseField(Reason::kDayOutOfOrder, "day", {{"earliest", FormatDay(earliest)}});
  }
  switch (step.event) {
    case HireEvent::kStart:
      if (step.day > hire.start_by) {
        return Refuse(Reason::kReferralOverdue, {{"deadline", FormatDay(hire.start_by)}});
      }
      if (FullYears(step.start.birth, step.day) < kWorkAge) return Refuse(Reason::kAgeUnder16);
      return CheckMayHire(step.start.employer);
    case HireEvent::kEnd:
      if (step.end_reason == EndReason::kUnspecified) {
        return RefuseField(ladder::Reason::kFieldRequired, "end_reason");
      }
      return absl::OkStatus();
    case HireEvent::kLapse:
      if (step.day <= hire.start_by) {
        return Refuse(Reason::kReferralNotDue, {{"deadline", FormatDay(hire.start_by)}});
      }
      return absl::OkStatus();
    case HireEvent::kCancel:
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

}  // namespace

absl::string_view NameOf(HireState state) {
  switch (state) {
    case HireState::kAgreed:
      return "AGREED";
    case HireState::kStarted:
      return "STARTED";
    case HireState::kEnded:
      return "ENDED";
    case HireState::kLapsed:
      return "LAPSED";
    case HireState::kCancelled:
      return "CANCELLED";
  }
  return "UNKNOWN";
}

absl::string_view NameOf(HireEvent event) {
  switch (event) {
    case HireEvent::kStart:
      return "START";
    case HireEvent::kEnd:
      return "END";
    case HireEvent::kLapse:
      return "LAPSE";
    case HireEvent::kCancel:
      return "CANCEL";
  }
  return "UNKNOWN";
}

std::optional<HireState> Next(HireState state, HireEvent event) {
  if (state == HireState::kStarted && event == HireEvent::kEnd) return HireState::kEnded;
  if (state != HireState::kAgreed) return std::nullopt;
  switch (event) {
    case HireEvent::kStart:
      return HireState::kStarted;
    case HireEvent::kLapse:
      return HireState::kLapsed;
    case HireEvent::kCancel:
      return HireState::kCancelled;
    case HireEvent::kEnd:
      return std::nullopt;
  }
  return std::nullopt;
}

Hire Agree(const Referral& accepted, const Job& job, bool owner) {
  LADDER_INVARIANT(accepted.state == ReferralState::kAccepted && accepted.offer.has_value());
  Hire hire;
  hire.person = accepted.person;
  hire.enterprise = accepted.enterprise;
  hire.job = accepted.job;
  hire.referral = accepted.root.id;
  hire.intention = accepted.intention;
  hire.carrier = job.facts.carrier;
  hire.work_division = job.facts.division;
  hire.occupation = job.facts.occupation;
  hire.wage = accepted.offer->wage;
  hire.contract_kind = accepted.offer->contract_kind;
  hire.contract_months = accepted.offer->contract_months;
  hire.social_insurance = job.facts.social_insurance;
  hire.owner = owner;
  hire.agreed_on = accepted.last_step_on;
  hire.start_by = accepted.deadline;
  return hire;
}

absl::StatusOr<Hire> ApplyStep(Hire hire, const HireStep& step, CivilDay today) {
  const std::optional<HireState> next = Next(hire.state, step.event);
  if (!next) return RefuseState(hire.state, NameOf(step.event));
  if (step.day > today) return RefuseField(Reason::kDayInFuture, "day");
  LADDER_RETURN_IF_ERROR(CheckStep(hire, step));
  hire.state = *next;
  if (step.event == HireEvent::kStart) hire.started_on = step.day;
  if (step.event == HireEvent::kEnd) {
    hire.ended_on = step.day;
    hire.end_reason = step.end_reason;
  }
  return hire;
}

absl::StatusOr<Hire> SetDispute(Hire hire, absl::string_view reason) {
  if (hire.state != HireState::kStarted && hire.state != HireState::kEnded) {
    return RefuseState(hire.state, "DISPUTE");
  }
  hire.dispute_reason = std::string(reason);
  return hire;
}

}  // namespace ladder::matching
