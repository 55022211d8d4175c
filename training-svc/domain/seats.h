// The seats of a class (docs/domain.md 6 quota, seat order, waitlist). A share is kept for target
// households until some days before the start; who waits is served in strict order; seat_max is
// never exceeded. The caller holds the lock of the class's seats row while it counts, allocates and
// saves.
#pragma once

#include <vector>

#include "absl/time/time.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/ulid.h"
#include "training-svc/domain/person_profile.h"

namespace ladder::training {

// The order of seats; the first four are members of target households.
enum class SeatPriority {
  kZeroEmployment = 1,
  kMonitored = 2,
  kTwoPostSecondary = 3,
  kOtherTarget = 4,
  kHardToEmployOrVeteran = 5,
  kOther = 6,
};

SeatPriority PriorityOf(const PersonProfile& profile);
constexpr bool IsTarget(SeatPriority priority) { return priority <= SeatPriority::kOtherTarget; }

struct SeatPlan {
  int seat_max = 0;
  int reserve_percent = 0;       // kept for target households, rounded up to a whole seat
  int reserve_release_days = 0;  // before the start
  CivilDay starts_on = CivilDay();
};

// Seats that somebody holds: offered, enrolled, attending, or used to the end.
struct SeatCount {
  int target_held = 0;
  int other_held = 0;
  int held() const { return target_held + other_held; }
  friend bool operator==(const SeatCount&, const SeatCount&) = default;
};

// Somebody without a seat who wants one.
struct Candidate {
  Ulid enrolment = {};
  SeatPriority priority = SeatPriority::kOther;
  absl::Time applied_at = absl::InfinitePast();
};

// Seat order: priority, time of application, id.
bool StandsBefore(const Candidate& a, const Candidate& b);

int ReservedSeats(const SeatPlan& plan);
// From `reserve_release_days` before the start on, the unused reserve is open to all.
bool IsReserveReleased(const SeatPlan& plan, CivilDay today);
// Whether one more person of that kind can be given a seat.
bool HasSeatFor(SeatPriority priority, const SeatPlan& plan, const SeatCount& count,
                CivilDay today);

// Who is offered a seat now, in seat order. The row stops at the first who can't have one: nobody
// is passed over. `count` is left as it is after the offers.
std::vector<Ulid> Allocate(const SeatPlan& plan, std::vector<Candidate> candidates, CivilDay today,
                           SeatCount& count);

// Place in the waitlist, from 1; 0 when `enrolment` doesn't wait.
int PositionOf(const Ulid& enrolment, std::vector<Candidate> candidates);

}  // namespace ladder::training
