#include "registry-svc/domain/intention.h"

#include "platform/testing/status_matchers.h"
#include "registry-svc/domain/builders.h"

namespace ladder::registry {
namespace {

using E = IntentionEvent;
using S = IntentionState;

Intention In(S state) {
  Intention intention =
      *OpenIntention(Id(1), Id(2), IntentionKind::kJob, {}, CivilDay(2020, 1, 1), kToday);
  if (state != S::kOpen) intention.state.Set(CivilDay(2020, 2, 1), state);
  return intention;
}

TEST(IntentionTest, EveryEventInEveryState) {
  const struct {
    S before;
    E event;
    S after;  // kUnspecified: refused
  } kCases[] = {
      {S::kOpen, E::kMatch, S::kMatched},
      {S::kOpen, E::kReopen, S::kUnspecified},
      {S::kOpen, E::kMeet, S::kMet},
      {S::kOpen, E::kWithdraw, S::kWithdrawn},
      {S::kMatched, E::kMatch, S::kUnspecified},
      {S::kMatched, E::kReopen, S::kOpen},
      {S::kMatched, E::kMeet, S::kMet},
      {S::kMatched, E::kWithdraw, S::kWithdrawn},
      {S::kMet, E::kMatch, S::kUnspecified},
      {S::kMet, E::kReopen, S::kUnspecified},
      {S::kMet, E::kMeet, S::kUnspecified},
      {S::kMet, E::kWithdraw, S::kUnspecified},
      {S::kWithdrawn, E::kMatch, S::kUnspecified},
      {S::kWithdrawn, E::kReopen, S::kUnspecified},
      {S::kWithdrawn, E::kMeet, S::kUnspecified},
      {S::kWithdrawn, E::kWithdraw, S::kUnspecified},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(testing::Message() << NameOf(c.before) << " event " << static_cast<int>(c.event));
    const auto after = Apply(In(c.before), c.event, kToday, kToday);
    if (c.after == S::kUnspecified) {
      EXPECT_THAT(after, Refused("INTENTION_STATE"));
      continue;
    }
    ASSERT_THAT(after, IsOk());
    EXPECT_EQ(after->last(), c.after);
    EXPECT_EQ(*after->state.At(kToday - 1), c.before);
    EXPECT_EQ(after->root.version, 2);
  }
}

TEST(IntentionTest, DaysAreInOrderAndNotToCome) {
  EXPECT_THAT(OpenIntention(Id(1), Id(2), IntentionKind::kJob, {}, kToday + 1, kToday),
              Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(Apply(In(S::kMatched), E::kMeet, kToday + 1, kToday), Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(Apply(In(S::kMatched), E::kMeet, CivilDay(2020, 1, 31), kToday),
              Refused("DAY_OUT_OF_ORDER"));
  EXPECT_THAT(Apply(In(S::kMatched), E::kMeet, CivilDay(2020, 2, 1), kToday), IsOk())
      << "the same day";
}

}  // namespace
}  // namespace ladder::registry
