#include "matching-svc/domain/hire.h"

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

using S = HireState;
using E = HireEvent;

Hire MakeHire(S state) {
  Hire hire;
  hire.state = state;
  hire.agreed_on = CivilDay(2020, 5, 2);
  hire.start_by = kToday;
  if (state == S::kStarted || state == S::kEnded) hire.started_on = CivilDay(2020, 5, 20);
  return hire;
}

HireStep MakeStep(E event) {
  return {.event = event,
          .day = event == E::kLapse ? kToday + 1 : kToday,
          .start = {.birth = CivilDay(1980, 3, 2)},
          .end_reason = EndReason::kQuit};
}

TEST(HireTest, EveryEventInEveryState) {
  struct Case {
    S before;
    E event;
    bool allowed;
    S after;
  };
  const Case kCases[] = {
      {S::kAgreed, E::kStart, true, S::kStarted},
      {S::kAgreed, E::kEnd, false, S::kAgreed},
      {S::kAgreed, E::kLapse, true, S::kLapsed},
      {S::kAgreed, E::kCancel, true, S::kCancelled},
      {S::kStarted, E::kStart, false, S::kStarted},
      {S::kStarted, E::kEnd, true, S::kEnded},
      {S::kStarted, E::kLapse, false, S::kStarted},
      {S::kStarted, E::kCancel, false, S::kStarted},
      {S::kEnded, E::kStart, false, S::kEnded},
      {S::kEnded, E::kEnd, false, S::kEnded},
      {S::kEnded, E::kLapse, false, S::kEnded},
      {S::kEnded, E::kCancel, false, S::kEnded},
      {S::kLapsed, E::kStart, false, S::kLapsed},
      {S::kLapsed, E::kEnd, false, S::kLapsed},
      {S::kLapsed, E::kLapse, false, S::kLapsed},
      {S::kLapsed, E::kCancel, false, S::kLapsed},
      {S::kCancelled, E::kStart, false, S::kCancelled},
      {S::kCancelled, E::kEnd, false, S::kCancelled},
      {S::kCancelled, E::kLapse, false, S::kCancelled},
      {S::kCancelled, E::kCancel, false, S::kCancelled},
  };
  for (const Case& c : kCases) {
    const absl::StatusOr<Hire> after = ApplyStep(MakeHire(c.before), MakeStep(c.event), kToday + 1);
    EXPECT_THAT(after, Refused(c.allowed ? "" : "HIRE_STATE"))
        << NameOf(c.before) << " " << NameOf(c.event);
    if (after.ok()) {
      EXPECT_EQ(after->state, c.after);
    }
  }
}

TEST(HireTest, RefusesAStepInOrderOfPrecedence) {
  struct Case {
    const char* reason;
    S state;
    E event;
    void (*change)(HireStep&);
  };
  const Case kCases[] = {
      {"DAY_IN_FUTURE", S::kAgreed, E::kStart, [](HireStep& s) { s.day = kToday + 1; }},
      {"DAY_OUT_OF_ORDER", S::kAgreed, E::kStart,
       [](HireStep& s) { s.day = CivilDay(2020, 5, 1); }},
      {"REFERRAL_NOT_DUE", S::kAgreed, E::kLapse, [](HireStep& s) { s.day = kToday; }},
      {"AGE_UNDER_16", S::kAgreed, E::kStart,
       [](HireStep& s) { s.start.birth = CivilDay(2004, 6, 2); }},
      {"ENTERPRISE_NOT_VERIFIED", S::kAgreed, E::kStart,
       [](HireStep& s) { s.start.employer = EnterpriseState::kRegistered; }},
      {"EMPLOYER_BLOCKED", S::kAgreed, E::kStart,
       [](HireStep& s) { s.start.employer = EnterpriseState::kBlocked; }},
      {"DAY_OUT_OF_ORDER", S::kStarted, E::kEnd,
       [](HireStep& s) { s.day = CivilDay(2020, 5, 19); }},
      {"FIELD_REQUIRED", S::kStarted, E::kEnd,
       [](HireStep& s) { s.end_reason = EndReason::kUnspecified; }},
  };
  for (const Case& c : kCases) {
    HireStep step = MakeStep(c.event);
    c.change(step);
    EXPECT_THAT(ApplyStep(MakeHire(c.state), step, kToday), Refused(c.reason));
  }
  HireStep late = MakeStep(E::kStart);
  late.day = kToday + 1;
  EXPECT_THAT(ApplyStep(MakeHire(S::kAgreed), late, kToday + 2), Refused("REFERRAL_OVERDUE"));
}

TEST(HireTest, FromAReferralToTheEndOfWork) {
  const Policies policies;
  OpenJob open = MakeOpenJob();
  open.job.facts.carrier = IdOf(77);
  const ReferralRules days = policies.Days();
  LADDER_ASSERT_OK_AND_ASSIGN(Referral referral,
                              Refer(MakeSeeker(), open, false, policies.Recommend(), days, kToday));
  referral.root.id = IdOf(5);
  for (const auto& [event, day] : {std::pair(ReferralEvent::kInterview, kToday + 2),
                                   std::pair(ReferralEvent::kOffer, kToday + 3),
                                   std::pair(ReferralEvent::kAccept, kToday + 4)}) {
    ReferralStep step;
    step.event = event;
    step.day = day;
    step.offer = {.wage = Fen::Yuan(2600), .start_on = kToday + 10, .contract_months = 24};
    LADDER_ASSERT_OK_AND_ASSIGN(referral, ApplyStep(referral, step, days, day));
  }
  Hire hire = Agree(referral, open.job, /*owner=*/false);
  EXPECT_EQ(hire.state, S::kAgreed);
  EXPECT_EQ(hire.wage, Fen::Yuan(2600));
  EXPECT_EQ(hire.contract_months, 24);
  EXPECT_EQ(hire.carrier, IdOf(77));
  EXPECT_EQ(hire.referral, IdOf(5));
  EXPECT_EQ(hire.start_by, kToday + 34);
  LADDER_ASSERT_OK_AND_ASSIGN(
      hire,
      ApplyStep(hire,
                {.event = E::kStart, .day = kToday + 34, .start = {.birth = CivilDay(1980, 3, 2)}},
                kToday + 40));
  EXPECT_EQ(hire.started_on, kToday + 34);
  LADDER_ASSERT_OK_AND_ASSIGN(
      hire, ApplyStep(hire, {.event = E::kEnd, .day = kToday + 34, .end_reason = EndReason::kIll},
                      kToday + 40));
  EXPECT_EQ(hire.ended_on, kToday + 34);
}

TEST(HireTest, ADisputeIsShownOnceWorkStarted) {
  EXPECT_THAT(SetDispute(MakeHire(S::kAgreed), "STATE_CONFLICT"), Refused("HIRE_STATE"));
  LADDER_ASSERT_OK_AND_ASSIGN(Hire hire, SetDispute(MakeHire(S::kStarted), "STATE_CONFLICT"));
  EXPECT_EQ(hire.dispute_reason, "STATE_CONFLICT");
  LADDER_ASSERT_OK_AND_ASSIGN(hire, SetDispute(hire, ""));
  EXPECT_EQ(hire.dispute_reason, "");
}

}  // namespace
}  // namespace ladder::matching
