#include "subsidy-svc/domain/stage_clock.h"

namespace ladder::subsidy {

std::optional<int> ClockOf(ClaimState state) {
  switch (state) {
    case ClaimState::kSubmitted:
    case ClaimState::kPublicOk:
      return 3;
    case ClaimState::kCheckedCommunity:
    case ClaimState::kCheckedTown:
      return 5;
    case ClaimState::kObjected:
      return 10;
    case ClaimState::kDraft:
    case ClaimState::kProposed:
    case ClaimState::kInPublicity:
    case ClaimState::kHoldBudget:
    case ClaimState::kApproved:
    case ClaimState::kReturned:
    case ClaimState::kRejected:
    case ClaimState::kWithdrawn:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<int> ClockOf(PayItemState state) {
  switch (state) {
    case PayItemState::kFundRequested:
      return 5;
    case PayItemState::kFundReleased:
    case PayItemState::kBatched:
    case PayItemState::kSent:
      return 2;
    case PayItemState::kAccepted:
      return 3;
    case PayItemState::kReturnedByBank:
      return 10;
    case PayItemState::kPaid:
      return 1;
    case PayItemState::kQueried:
    case PayItemState::kInDoubt:
    case PayItemState::kUnclaimed:
    case PayItemState::kReconciled:
    case PayItemState::kClawbackOpen:
    case PayItemState::kClosed:
    case PayItemState::kCancelled:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Deadline> DeadlineOf(ClaimState state, CivilDay entered,
                                   const WorkdayCalendar& calendar) {
  const std::optional<int> days = ClockOf(state);
  return days ? std::optional<Deadline>(calendar.AddWorkdays(entered, *days)) : std::nullopt;
}

std::optional<Deadline> DeadlineOf(PayItemState state, CivilDay entered,
                                   const WorkdayCalendar& calendar) {
  const std::optional<int> days = ClockOf(state);
  return days ? std::optional<Deadline>(calendar.AddWorkdays(entered, *days)) : std::nullopt;
}

Light LightOf(int used, int allowed) {
  if (used * 100 >= allowed * 150) return Light::kLeader;
  if (used >= allowed) return Light::kRed;
  return used * 100 >= allowed * 80 ? Light::kYellow : Light::kGreen;
}

Deadline PublicityUntil(CivilDay start, const PublicityPeriod& period,
                        const WorkdayCalendar& calendar) {
  if (period.unit == PeriodUnit::kCalendar) return {.day = start + period.days};
  return calendar.AddWorkdays(start, period.days);
}

}  // namespace ladder::subsidy
