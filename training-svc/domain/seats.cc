#include "training-svc/domain/seats.h"

#include <algorithm>
#include <tuple>

namespace ladder::training {

SeatPriority PriorityOf(const PersonProfile& profile) {
  if (profile.target && profile.zero_employment) return SeatPriority::kZeroEmployment;
  if (profile.monitored) return SeatPriority::kMonitored;
  if (profile.target && profile.two_post_secondary) return SeatPriority::kTwoPostSecondary;
  if (profile.target) return SeatPriority::kOtherTarget;
  if (profile.hard_to_employ || profile.veteran) return SeatPriority::kHardToEmployOrVeteran;
  return SeatPriority::kOther;
}

bool StandsBefore(const Candidate& a, const Candidate& b) {
  return std::tuple(a.priority, a.applied_at, a.enrolment) <
         std::tuple(b.priority, b.applied_at, b.enrolment);
}

int ReservedSeats(const SeatPlan& plan) {
  return (plan.seat_max * plan.reserve_percent + 99) / 100;
}

bool IsReserveReleased(const SeatPlan& plan, CivilDay today) {
  return today >= plan.starts_on - plan.reserve_release_days;
}

bool HasSeatFor(SeatPriority priority, const SeatPlan& plan, const SeatCount& count,
                CivilDay today) {
  if (count.held() >= plan.seat_max) return false;
  if (IsTarget(priority) || IsReserveReleased(plan, today)) return true;
  return count.other_held < plan.seat_max - ReservedSeats(plan);
}

std::vector<Ulid> Allocate(const SeatPlan& plan, std::vector<Candidate> candidates, CivilDay today,
                           SeatCount& count) {
  std::sort(candidates.begin(), candidates.end(), StandsBefore);
  std::vector<Ulid> offered;
  for (const Candidate& candidate : candidates) {
    if (!HasSeatFor(candidate.priority, plan, count, today)) break;
    ++(IsTarget(candidate.priority) ? count.target_held : count.other_held);
    offered.push_back(candidate.enrolment);
  }
  return offered;
}

int PositionOf(const Ulid& enrolment, std::vector<Candidate> candidates) {
  std::sort(candidates.begin(), candidates.end(), StandsBefore);
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].enrolment == enrolment) return static_cast<int>(i) + 1;
  }
  return 0;
}

}  // namespace ladder::training
