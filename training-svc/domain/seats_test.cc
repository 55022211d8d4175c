#include "training-svc/domain/seats.h"

#include <algorithm>
#include <random>

#include "training-svc/domain/builders.h"

namespace ladder::training {
namespace {

using P = SeatPriority;

const SeatPlan kPlan = {.seat_max = 58,
                        .reserve_percent = 60,
                        .reserve_release_days = 5,
                        .starts_on = CivilDay(2020, 7, 1)};
constexpr CivilDay kBeforeRelease = CivilDay(2020, 6, 25);
constexpr CivilDay kRelease = CivilDay(2020, 6, 26);

std::vector<Candidate> MakeCandidates(int count, P priority, uint8_t first_id = 1) {
  std::vector<Candidate> candidates;
  for (int i = 0; i < count; ++i) {
    candidates.push_back({.enrolment = IdOf(static_cast<uint8_t>(first_id + i)),
                          .priority = priority,
                          .applied_at = absl::UnixEpoch() + absl::Seconds(i)});
  }
  return candidates;
}

TEST(SeatsTest, PriorityFollowsTheList) {
  struct Case {
    P priority;
    PersonProfile profile;
  };
  const Case kCases[] = {
      {P::kZeroEmployment, {.target = true, .monitored = true, .zero_employment = true}},
      {P::kMonitored, {.target = true, .monitored = true, .two_post_secondary = true}},
      {P::kTwoPostSecondary, {.target = true, .two_post_secondary = true, .veteran = true}},
      {P::kOtherTarget, {.target = true, .hard_to_employ = true}},
      {P::kHardToEmployOrVeteran, {.hard_to_employ = true}},
      {P::kHardToEmployOrVeteran, {.veteran = true}},
      {P::kOther, {}},
      {P::kOther, {.relocated = true}},
  };
  for (const Case& c : kCases) EXPECT_EQ(PriorityOf(c.profile), c.priority);
}

TEST(SeatsTest, TheReserveIsKeptUntilFiveDaysBefore) {
  EXPECT_EQ(ReservedSeats(kPlan), 35);  // 34.8 rounded up
  EXPECT_FALSE(IsReserveReleased(kPlan, kBeforeRelease));
  EXPECT_TRUE(IsReserveReleased(kPlan, kRelease));
  SeatCount count;
  EXPECT_EQ(Allocate(kPlan, MakeCandidates(60, P::kOther), kBeforeRelease, count).size(), 23u);
  EXPECT_EQ(count, (SeatCount{.target_held = 0, .other_held = 23}));
  EXPECT_EQ(Allocate(kPlan, MakeCandidates(60, P::kOther, 100), kRelease, count).size(), 35u);
  EXPECT_EQ(count.held(), 58);
}

TEST(SeatsTest, TargetsMayTakeEverySeat) {
  SeatCount count;
  EXPECT_EQ(Allocate(kPlan, MakeCandidates(200, P::kOtherTarget), kBeforeRelease, count).size(),
            58u);
  EXPECT_FALSE(HasSeatFor(P::kZeroEmployment, kPlan, count, kBeforeRelease));
  EXPECT_FALSE(HasSeatFor(P::kOther, kPlan, count, kRelease));
}

TEST(SeatsTest, SeatOrderIsPriorityThenTimeThenId) {
  std::vector<Candidate> candidates = {
      {.enrolment = IdOf(1), .priority = P::kOther, .applied_at = absl::UnixEpoch()},
      {.enrolment = IdOf(2),
       .priority = P::kMonitored,
       .applied_at = absl::UnixEpoch() + absl::Seconds(9)},
      {.enrolment = IdOf(4),
       .priority = P::kZeroEmployment,
       .applied_at = absl::UnixEpoch() + absl::Seconds(9)},
      {.enrolment = IdOf(3),
       .priority = P::kZeroEmployment,
       .applied_at = absl::UnixEpoch() + absl::Seconds(9)},
      {.enrolment = IdOf(5), .priority = P::kMonitored, .applied_at = absl::UnixEpoch()},
  };
  SeatCount count;
  EXPECT_EQ(Allocate(kPlan, candidates, kRelease, count),
            (std::vector<Ulid>{IdOf(3), IdOf(4), IdOf(5), IdOf(2), IdOf(1)}));
  EXPECT_EQ(PositionOf(IdOf(5), candidates), 3);
  EXPECT_EQ(PositionOf(IdOf(9), candidates), 0);
}

TEST(SeatsTest, NobodyIsPassedOver) {
  // The reserve blocks the first in the row; whoever stands behind waits too.
  std::vector<Candidate> candidates = MakeCandidates(1, P::kHardToEmployOrVeteran);
  candidates.push_back({.enrolment = IdOf(9), .priority = P::kOther});
  SeatCount count = {.target_held = 0, .other_held = 23};
  EXPECT_TRUE(Allocate(kPlan, candidates, kBeforeRelease, count).empty());
  EXPECT_EQ(count.other_held, 23);
}

// Any interleaving of applications and freed seats: never more than seat_max, and never a free seat
// beside a target who waits.
TEST(SeatsTest, RandomHistoriesKeepTheInvariants) {
  constexpr unsigned kSeed = 20200601;
  std::mt19937 random(kSeed);
  for (int history = 0; history < 200; ++history) {
    SeatCount count;
    std::vector<Candidate> waiting;
    for (uint8_t step = 0; step < 200; ++step) {
      const CivilDay today = step < 150 ? kBeforeRelease : kRelease;
      if (random() % 4 != 0) {
        waiting.push_back({.enrolment = IdOf(step),
                           .priority = static_cast<P>(1 + random() % 6),
                           .applied_at = absl::UnixEpoch() + absl::Seconds(step)});
      } else if (count.target_held > 0 && random() % 2 == 0) {
        --count.target_held;
      } else if (count.other_held > 0) {
        --count.other_held;
      }
      for (const Ulid& offered : Allocate(kPlan, waiting, today, count)) {
        waiting.erase(std::find_if(waiting.begin(), waiting.end(), [&](const Candidate& candidate) {
          return candidate.enrolment == offered;
        }));
      }
      ASSERT_LE(count.held(), kPlan.seat_max) << "seed " << kSeed;
      if (today < kRelease) {
        ASSERT_LE(count.other_held, kPlan.seat_max - ReservedSeats(kPlan)) << "seed " << kSeed;
      }
      const bool target_waits =
          std::any_of(waiting.begin(), waiting.end(),
                      [](const Candidate& candidate) { return IsTarget(candidate.priority); });
      ASSERT_TRUE(!target_waits || count.held() == kPlan.seat_max) << "seed " << kSeed;
    }
  }
}

}  // namespace
}  // namespace ladder::training
