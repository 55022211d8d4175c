#include "matching-svc/domain/referral.h"

#include "matching-svc/domain/builders.h"

namespace ladder::matching {
namespace {

using S = ReferralState;
using E = ReferralEvent;

Referral MakeReferral(S state) {
  Referral referral;
  referral.state = state;
  referral.referred_on = CivilDay(2020, 5, 20);
  referral.last_step_on = CivilDay(2020, 5, 25);
  referral.deadline = CivilDay(2020, 6, 10);
  return referral;
}

// A step that is complete, on a day that the event allows.
ReferralStep MakeStep(E event) {
  ReferralStep step;
  step.event = event;
  step.day = event == E::kExpire ? CivilDay(2020, 6, 11) : kToday;
  step.offer = {.wage = Fen::Yuan(2500), .start_on = CivilDay(2020, 6, 8)};
  step.minimum_wage = Fen::Yuan(1380);
  step.decline_reason = DeclineReason::kPay;
  step.reject_reason = RejectReason::kNotSuitable;
  step.note = "备注";
  return step;
}

TEST(ReferralTest, EveryEventInEveryState) {
  struct Case {
    S before;
    E event;
    const char* reason;
    S after;
  };
  constexpr char kNo[] = "REFERRAL_STATE";
  const Case kCases[] = {
      {S::kReferred, E::kInterview, "", S::kInterviewed},
      {S::kReferred, E::kOffer, kNo, S::kReferred},
      {S::kReferred, E::kAccept, kNo, S::kReferred},
      {S::kReferred, E::kStart, kNo, S::kReferred},
      {S::kReferred, E::kDecline, "", S::kDeclined},
      {S::kReferred, E::kReject, "", S::kRejected},
      {S::kReferred, E::kExpire, "", S::kExpired},
      {S::kReferred, E::kCancel, "", S::kCancelled},
      {S::kInterviewed, E::kInterview, kNo, S::kInterviewed},
      {S::kInterviewed, E::kOffer, "", S::kOffered},
      {S::kInterviewed, E::kAccept, kNo, S::kInterviewed},
      {S::kInterviewed, E::kStart, kNo, S::kInterviewed},
      {S::kInterviewed, E::kDecline, "", S::kDeclined},
      {S::kInterviewed, E::kReject, "", S::kRejected},
      {S::kInterviewed, E::kExpire, "", S::kExpired},
      {S::kInterviewed, E::kCancel, "", S::kCancelled},
      {S::kOffered, E::kInterview, kNo, S::kOffered},
      {S::kOffered, E::kOffer, kNo, S::kOffered},
      {S::kOffered, E::kAccept, "", S::kAccepted},
      {S::kOffered, E::kStart, kNo, S::kOffered},
      {S::kOffered, E::kDecline, "", S::kDeclined},
      {S::kOffered, E::kReject, "", S::kRejected},
      {S::kOffered, E::kExpire, "", S::kExpired},
      {S::kOffered, E::kCancel, "", S::kCancelled},
      {S::kAccepted, E::kInterview, kNo, S::kAccepted},
      {S::kAccepted, E::kOffer, kNo, S::kAccepted},
      {S::kAccepted, E::kAccept, kNo, S::kAccepted},
      {S::kAccepted, E::kStart, "", S::kStartedWork},
      {S::kAccepted, E::kDecline, "", S::kDeclined},
      {S::kAccepted, E::kReject, "", S::kRejected},
      {S::kAccepted, E::kExpire, "", S::kExpired},
      {S::kAccepted, E::kCancel, "", S::kCancelled},
  };
  int rows = 0;
  for (const Case& c : kCases) {
    const absl::StatusOr<Referral> after = ApplyStep(MakeReferral(c.before), MakeStep(c.event),
                                                     Policies().Days(), CivilDay(2020, 6, 11));
    EXPECT_THAT(after, Refused(c.reason)) << NameOf(c.before) << " " << NameOf(c.event);
    if (after.ok()) {
      EXPECT_EQ(after->state, c.after) << NameOf(c.before) << " " << NameOf(c.event);
    }
    ++rows;
  }
  // Nothing leaves an end.
  for (S state : {S::kStartedWork, S::kDeclined, S::kRejected, S::kExpired, S::kCancelled}) {
    for (E event : {E::kInterview, E::kOffer, E::kAccept, E::kStart, E::kDecline, E::kReject,
                    E::kExpire, E::kCancel}) {
      EXPECT_THAT(ApplyStep(MakeReferral(state), MakeStep(event), Policies().Days(), kToday),
                  Refused(kNo));
      ++rows;
    }
  }
  EXPECT_EQ(rows, 9 * 8);
}

TEST(ReferralTest, RefusesAStepInOrderOfPrecedence) {
  struct Case {
    const char* reason;
    S state;
    E event;
    void (*change)(ReferralStep&);
  };
  const Case kCases[] = {
      {"DAY_IN_FUTURE", S::kReferred, E::kInterview, [](ReferralStep& s) { s.day = kToday + 1; }},
      {"DAY_OUT_OF_ORDER", S::kReferred, E::kInterview,
       [](ReferralStep& s) { s.day = CivilDay(2020, 5, 24); }},
      {"REFERRAL_NOT_DUE", S::kReferred, E::kExpire, [](ReferralStep& s) { s.day = kToday; }},
      {"FIELD_REQUIRED", S::kInterviewed, E::kOffer, [](ReferralStep& s) { s.offer.wage = Fen(); }},
      {"DAY_OUT_OF_ORDER", S::kInterviewed, E::kOffer,
       [](ReferralStep& s) { s.offer.start_on = kToday - 1; }},
      {"OFFER_BELOW_MINIMUM_WAGE", S::kInterviewed, E::kOffer,
       [](ReferralStep& s) { s.offer.wage = Fen(137999); }},
      {"FIELD_REQUIRED", S::kOffered, E::kDecline,
       [](ReferralStep& s) { s.decline_reason = DeclineReason::kUnspecified; }},
      {"FIELD_REQUIRED", S::kOffered, E::kReject,
       [](ReferralStep& s) { s.reject_reason = RejectReason::kUnspecified; }},
      {"FIELD_REQUIRED", S::kOffered, E::kCancel, [](ReferralStep& s) { s.note = ""; }},
  };
  for (const Case& c : kCases) {
    ReferralStep step = MakeStep(c.event);
    c.change(step);
    EXPECT_THAT(ApplyStep(MakeReferral(c.state), step, Policies().Days(), kToday),
                Refused(c.reason));
  }
}

TEST(ReferralTest, DeadlinesBindTheLastDayInclusive) {
  const ReferralRules days = Policies().Days();
  ReferralStep step = MakeStep(E::kAccept);
  step.day = CivilDay(2020, 6, 10);
  LADDER_ASSERT_OK_AND_ASSIGN(const Referral accepted, ApplyStep(MakeReferral(S::kOffered), step,
                                                                 days, CivilDay(2020, 6, 30)));
  EXPECT_EQ(accepted.deadline, CivilDay(2020, 7, 10));  // 30 days for the intent agreement
  step.day = CivilDay(2020, 6, 11);
  EXPECT_THAT(ApplyStep(MakeReferral(S::kOffered), step, days, CivilDay(2020, 6, 30)),
              Refused("REFERRAL_OVERDUE"));
  // A late "no" is still a "no".
  step.event = E::kDecline;
  EXPECT_THAT(ApplyStep(MakeReferral(S::kOffered), step, days, CivilDay(2020, 6, 30)), IsOk());
}

TEST(ReferralTest, ADeclineKeepsItsReason) {
  ReferralStep step = MakeStep(E::kDecline);
  LADDER_ASSERT_OK_AND_ASSIGN(
      Referral declined, ApplyStep(MakeReferral(S::kOffered), step, Policies().Days(), kToday));
  EXPECT_EQ(declined.decline_reason, DeclineReason::kPay);
  EXPECT_FALSE(declined.good_reason);
  step.officer_finds_good = true;
  LADDER_ASSERT_OK_AND_ASSIGN(
      declined, ApplyStep(MakeReferral(S::kOffered), step, Policies().Days(), kToday));
  EXPECT_TRUE(declined.good_reason);
}

TEST(ReferralTest, ReferringKeepsTheScoreAndItsVersion) {
  const Policies policies;
  LADDER_ASSERT_OK_AND_ASSIGN(
      const Referral referral,
      Refer(MakeSeeker(), MakeOpenJob(), false, policies.Recommend(), policies.Days(), kToday));
  EXPECT_EQ(referral.state, S::kReferred);
  EXPECT_GT(referral.score.total, 0);
  EXPECT_EQ(referral.score_version, "SC-2019");
  EXPECT_TRUE(referral.fits);
  EXPECT_EQ(referral.deadline, CivilDay(2020, 7, 1));
  EXPECT_EQ(referral.enterprise, MakeJobDraft().enterprise);
}

TEST(ReferralTest, RefusesAReferralInOrderOfPrecedence) {
  struct Case {
    const char* reason;
    bool live;
    void (*change)(Seeker&, OpenJob&);
  };
  const Case kCases[] = {
      {"PERSON_GONE", true,
       [](Seeker& s, OpenJob& o) {
         s.profile.primary_class = 72;
         o.job.state = JobState::kFull;
       }},
      {"JOB_FULL", true, [](Seeker&, OpenJob& o) { o.job.state = JobState::kFull; }},
      {"JOB_NOT_OPEN", true, [](Seeker&, OpenJob& o) { o.job.state = JobState::kClosed; }},
      {"JOB_EXPIRED", true, [](Seeker&, OpenJob& o) { o.job.facts.expires_on = kToday - 1; }},
      {"AGE_UNDER_16", true, [](Seeker& s, OpenJob&) { s.profile.birth = CivilDay(2004, 6, 2); }},
      {"REFERRAL_EXISTS", true, [](Seeker&, OpenJob&) {}},
      {"", false, [](Seeker&, OpenJob&) {}},
  };
  const Policies policies;
  for (const Case& c : kCases) {
    Seeker seeker = MakeSeeker();
    OpenJob open = MakeOpenJob();
    c.change(seeker, open);
    EXPECT_THAT(Refer(seeker, open, c.live, policies.Recommend(), policies.Days(), kToday),
                Refused(c.reason));
  }
}

TEST(RefusalTest, CountsARowAndReportsOnlyLowIncomeFamilies) {
  const Outcome refused = {.refused = true};
  const Outcome good = {.refused = true, .good_reason = true};
  const Outcome unfit = {.refused = true, .fits = false};
  const Outcome taken = {};
  struct Case {
    std::vector<Outcome> outcomes;
    bool low_income;
    int in_a_row;
    bool report;
  };
  const Case kCases[] = {
      {{}, true, 0, false},
      {{refused, refused}, true, 2, false},
      {{refused, refused, refused}, true, 3, true},
      {{refused, refused, refused}, false, 3, false},
      {{refused, refused, good, refused}, true, 1, false},
      {{refused, refused, unfit}, true, 0, false},
      {{refused, taken, refused, refused}, true, 2, false},
      {{taken, refused, refused, refused, refused}, true, 4, true},
  };
  for (const Case& c : kCases) {
    const RefusalReview review = ReviewRefusals(c.outcomes, c.low_income, 3);
    EXPECT_EQ(review.in_a_row, c.in_a_row);
    EXPECT_EQ(review.report_due, c.report);
  }
}

TEST(RefusalTest, SomeReasonsAreGoodByThemselves) {
  using R = DeclineReason;
  for (R reason : {R::kHealth, R::kCareDuty, R::kFoundOtherWork, R::kTermsChanged}) {
    EXPECT_TRUE(IsGoodReason(reason));
  }
  for (R reason : {R::kPay, R::kDistance, R::kHours, R::kKindOfWork, R::kOther, R::kUnspecified}) {
    EXPECT_FALSE(IsGoodReason(reason));
  }
}

TEST(ReferralTest, OnlyAnAnswerIsAnOutcome) {
  struct Case {
    ReferralState state = ReferralState::kReferred;
    bool counted = false;
    bool refused = false;
  };
  const Case kCases[] = {
      {.state = ReferralState::kReferred},
      {.state = ReferralState::kInterviewed},
      {.state = ReferralState::kOffered},
      {.state = ReferralState::kAccepted, .counted = true},
      {.state = ReferralState::kStartedWork, .counted = true},
      {.state = ReferralState::kDeclined, .counted = true, .refused = true},
      {.state = ReferralState::kRejected, .counted = true},
      {.state = ReferralState::kExpired},
      {.state = ReferralState::kCancelled},
  };
  for (const Case& c : kCases) {
    Referral referral;
    referral.state = c.state;
    const std::optional<Outcome> outcome = OutcomeOf(referral);
    ASSERT_EQ(outcome.has_value(), c.counted) << NameOf(c.state);
    EXPECT_EQ(outcome.has_value() && outcome->refused, c.refused) << NameOf(c.state);
  }
}

}  // namespace
}  // namespace ladder::matching
