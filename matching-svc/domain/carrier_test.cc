#include "matching-svc/domain/carrier.h"

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

CarrierDraft MakeDraft() {
  return {.kind = CarrierKind::kFactory, .display_name = "赵湾扶贫工厂", .division = kSameCounty};
}

TEST(CarrierTest, RefusesEachWrongField) {
  struct Case {
    void (*change)(CarrierDraft&);
    const char* reason;
  };
  const Case kCases[] = {
      {[](CarrierDraft& d) { d.kind = CarrierKind::kUnspecified; }, "FIELD_ENUM"},
      {[](CarrierDraft& d) { d.display_name = ""; }, "FIELD_REQUIRED"},
      {[](CarrierDraft& d) { d.division = 0; }, "FIELD_REQUIRED"},
      {[](CarrierDraft& d) { d.kind = CarrierKind::kWorkshop; }, "CARRIER_ENTERPRISE_REQUIRED"},
  };
  EXPECT_THAT(ProposeCarrier(MakeDraft()), IsOk());
  for (const Case& c : kCases) {
    CarrierDraft draft = MakeDraft();
    c.change(draft);
    EXPECT_THAT(ProposeCarrier(draft), Refused(c.reason));
  }
}

TEST(CarrierTest, EveryEventInEveryState) {
  using S = CarrierState;
  using E = CarrierEvent;
  struct Case {
    S before;
    E event;
    const char* reason;
    S after;
  };
  const Case kCases[] = {
      {S::kProposed, E::kRecognise, "", S::kRecognised},
      {S::kProposed, E::kReview, "CARRIER_STATE", S::kProposed},
      {S::kProposed, E::kWithdraw, "", S::kWithdrawn},
      {S::kRecognised, E::kRecognise, "CARRIER_STATE", S::kRecognised},
      {S::kRecognised, E::kReview, "", S::kRecognised},
      {S::kRecognised, E::kWithdraw, "", S::kWithdrawn},
      {S::kWithdrawn, E::kRecognise, "CARRIER_STATE", S::kWithdrawn},
      {S::kWithdrawn, E::kReview, "CARRIER_STATE", S::kWithdrawn},
      {S::kWithdrawn, E::kWithdraw, "CARRIER_STATE", S::kWithdrawn},
  };
  for (const Case& c : kCases) {
    Carrier carrier;
    carrier.state = c.before;
    const absl::StatusOr<Carrier> after =
        ApplyStep(carrier, {.event = c.event, .day = kToday, .reason = "停产"}, kToday);
    EXPECT_THAT(after, Refused(c.reason)) << NameOf(c.before) << " " << NameOf(c.event);
    if (after.ok()) {
      EXPECT_EQ(after->state, c.after);
    }
  }
}

TEST(CarrierTest, ReviewsAreAYearApart) {
  LADDER_ASSERT_OK_AND_ASSIGN(Carrier carrier, ProposeCarrier(MakeDraft()));
  LADDER_ASSERT_OK_AND_ASSIGN(
      carrier, ApplyStep(carrier, {.event = CarrierEvent::kRecognise, .day = CivilDay(2020, 2, 29)},
                         kToday));
  EXPECT_EQ(carrier.review_on, CivilDay(2021, 2, 28));
  LADDER_ASSERT_OK_AND_ASSIGN(
      carrier,
      ApplyStep(carrier, {.event = CarrierEvent::kReview, .day = CivilDay(2020, 5, 31)}, kToday));
  EXPECT_EQ(carrier.review_on, CivilDay(2021, 5, 31));
}

TEST(CarrierTest, StepsKeepTheOrderOfDays) {
  Carrier carrier;
  carrier.state = CarrierState::kRecognised;
  carrier.recognised_on = CivilDay(2020, 5, 1);
  const CarrierStep late = {.event = CarrierEvent::kReview, .day = kToday + 1};
  const CarrierStep early = {.event = CarrierEvent::kReview, .day = CivilDay(2020, 4, 30)};
  const CarrierStep silent = {.event = CarrierEvent::kWithdraw, .day = kToday};
  EXPECT_THAT(ApplyStep(carrier, late, kToday), Refused("DAY_IN_FUTURE"));
  EXPECT_THAT(ApplyStep(carrier, early, kToday), Refused("DAY_OUT_OF_ORDER"));
  EXPECT_THAT(ApplyStep(carrier, silent, kToday), Refused("FIELD_REQUIRED"));
}

}  // namespace
}  // namespace ladder::matching
