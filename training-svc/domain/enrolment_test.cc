#include "training-svc/domain/enrolment.h"

#include "training-svc/domain/builders.h"

namespace ladder::training {
namespace {

using S = EnrolmentState;
using E = EnrolmentEvent;

constexpr int kStates = static_cast<int>(S::kRejected);
constexpr int kEvents = static_cast<int>(E::kExcuse);

// Rows are states, columns events; 0: refused.
constexpr int kNext[kStates][kEvents] = {
    // OFFER WAITLIST REJECT ACCEPT LAPSE ATTEND COMPLETE FAIL DROP EXCUSE
    {2, 9, 10, 0, 0, 0, 0, 0, 0, 0},   // APPLIED
    {0, 0, 10, 3, 10, 0, 0, 0, 0, 0},  // OFFERED
    {0, 0, 0, 0, 0, 4, 0, 0, 7, 8},    // ENROLLED
    {0, 0, 0, 0, 0, 0, 5, 6, 7, 8},    // ATTENDING
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0},    // COMPLETED
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0},    // FAILED
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0},    // DROPPED
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0},    // EXCUSED
    {2, 0, 10, 0, 0, 0, 0, 0, 0, 0},   // WAITLISTED
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0},    // REJECTED
};

const Tally kAttendedAll = {.sessions = 10, .attended = 10};

EnrolmentStep MakeStep(E event) {
  return {.event = event, .exit_reason = ExitReason::kFamily, .tally = kAttendedAll};
}

TEST(EnrolmentTest, EveryEventInEveryState) {
  for (int state = 1; state <= kStates; ++state) {
    for (int event = 1; event <= kEvents; ++event) {
      const E e = static_cast<E>(event);
      const CivilDay day = e == E::kLapse ? kToday + 1 : kToday;
      const absl::StatusOr<Enrolment> after =
          ApplyStep(MakeEnrolment(static_cast<S>(state)), MakeStep(e), MakeClass(), day);
      const int next = kNext[state - 1][event - 1];
      EXPECT_THAT(after, Refused(next == 0 ? "ENROLMENT_STATE" : ""))
          << NameOf(static_cast<S>(state)) << " " << NameOf(e);
      if (after.ok()) {
        EXPECT_EQ(static_cast<int>(after->state), next)
            << NameOf(static_cast<S>(state)) << " " << NameOf(e);
      }
    }
  }
}

TEST(EnrolmentTest, RefusesAStepInOrderOfPrecedence) {
  struct Case {
    const char* reason;
    S state;
    EnrolmentStep step;
    CivilDay today;
  };
  const Case kCases[] = {
      {"FIELD_REQUIRED", S::kApplied, {.event = E::kReject}, kToday},
      {"FIELD_REQUIRED", S::kAttending, {.event = E::kDrop}, kToday},
      {"FIELD_REQUIRED", S::kAttending, {.event = E::kExcuse}, kToday},
      {"", S::kOffered, {.event = E::kAccept}, kToday},
      {"OFFER_LAPSED", S::kOffered, {.event = E::kAccept}, kToday + 1},
      {"OFFER_NOT_DUE", S::kOffered, {.event = E::kLapse}, kToday},
      {"", S::kOffered, {.event = E::kLapse}, kToday + 1},
      {"ATTENDANCE_LOW",
       S::kAttending,
       {.event = E::kComplete, .tally = {.sessions = 10, .attended = 7}},
       kToday},
      {"",
       S::kAttending,
       {.event = E::kComplete, .tally = {.sessions = 10, .attended = 8}},
       kToday},
  };
  for (const Case& c : kCases) {
    EXPECT_THAT(ApplyStep(MakeEnrolment(c.state), c.step, MakeClass(), c.today), Refused(c.reason));
  }
}

TEST(EnrolmentTest, AnAssessedClassMustBePassed) {
  TrainingClass assessed = MakeClass();
  assessed.facts.assessed = true;
  Enrolment enrolment = MakeEnrolment(S::kAttending);
  EXPECT_THAT(ApplyStep(enrolment, MakeStep(E::kComplete), assessed, kToday),
              Refused("ASSESSMENT_NOT_PASSED"));
  enrolment.assessment.first = Sitting{.mark = 59, .day = kToday};
  EXPECT_THAT(ApplyStep(enrolment, MakeStep(E::kComplete), assessed, kToday),
              Refused("ASSESSMENT_NOT_PASSED"));
  enrolment.assessment.resit = Sitting{.mark = 60, .day = kToday};
  LADDER_ASSERT_OK_AND_ASSIGN(const Enrolment completed,
                              ApplyStep(enrolment, MakeStep(E::kComplete), assessed, kToday));
  EXPECT_EQ(completed.completed_on, kToday);
}

TEST(EnrolmentTest, ResultsFollowFromAttendanceAndMarks) {
  struct Case {
    int attended;
    bool assessed;
    std::optional<int> mark;
    std::optional<E> result;
  };
  const Case kCases[] = {
      {7, false, std::nullopt, E::kFail},
      {8, false, std::nullopt, E::kComplete},
      {7, true, std::nullopt, E::kFail},
      {8, true, std::nullopt, std::nullopt},
      {8, true, 59, E::kFail},
      {8, true, 60, E::kComplete},
  };
  for (const Case& c : kCases) {
    TrainingClass training_class = MakeClass(ClassState::kEnded);
    training_class.facts.assessed = c.assessed;
    Enrolment enrolment = MakeEnrolment(S::kAttending);
    if (c.mark) enrolment.assessment.first = Sitting{.mark = *c.mark, .day = kToday};
    EXPECT_EQ(ResultOf(enrolment, {.sessions = 10, .attended = c.attended}, training_class),
              c.result);
  }
}

TEST(EnrolmentTest, OffersLastTwoDaysAndExitsKeepTheirReason) {
  LADDER_ASSERT_OK_AND_ASSIGN(
      Enrolment enrolment,
      ApplyStep(MakeEnrolment(S::kApplied), MakeStep(E::kOffer), MakeClass(), kToday));
  EXPECT_EQ(enrolment.answer_by, kToday + 2);
  LADDER_ASSERT_OK_AND_ASSIGN(enrolment,
                              ApplyStep(enrolment, MakeStep(E::kLapse), MakeClass(), kToday + 3));
  EXPECT_EQ(enrolment.exit_reason, ExitReason::kOfferLapsed);
  EXPECT_EQ(enrolment.exited_on, kToday + 3);
  LADDER_ASSERT_OK_AND_ASSIGN(
      enrolment, ApplyStep(MakeEnrolment(S::kAttending), MakeStep(E::kDrop), MakeClass(), kToday));
  EXPECT_EQ(enrolment.exit_reason, ExitReason::kFamily);
}

TEST(EnrolmentTest, SeatsWaitingAndLifeByState) {
  struct Case {
    S state;
    bool seat;
    bool waits;
    bool live;
  };
  const Case kCases[] = {
      {S::kApplied, false, true, true},    {S::kOffered, true, false, true},
      {S::kEnrolled, true, false, true},   {S::kAttending, true, false, true},
      {S::kCompleted, true, false, true},  {S::kFailed, true, false, true},
      {S::kDropped, false, false, true},   {S::kExcused, false, false, true},
      {S::kWaitlisted, false, true, true}, {S::kRejected, false, false, false},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(HoldsSeat(c.state), c.seat) << NameOf(c.state);
    EXPECT_EQ(Waits(c.state), c.waits) << NameOf(c.state);
    EXPECT_EQ(IsLive(c.state), c.live) << NameOf(c.state);
  }
}

TEST(EnrolmentTest, TheClassCountsSeatsAndWhoWaits) {
  struct Case {
    SeatPriority priority;
    std::optional<EnrolmentState> from;
    EnrolmentState to;
    int target, other, waiting;
  };
  const SeatPriority target = SeatPriority::kOtherTarget, other = SeatPriority::kOther;
  const Case kCases[] = {
      {target, std::nullopt, S::kOffered, 3, 1, 5},
      {target, std::nullopt, S::kWaitlisted, 2, 1, 6},
      {other, S::kWaitlisted, S::kOffered, 2, 2, 4},
      {other, S::kOffered, S::kEnrolled, 2, 1, 5},
      {other, S::kAttending, S::kDropped, 2, 0, 5},
      {target, S::kApplied, S::kRejected, 2, 1, 4},
      {target, S::kAttending, S::kCompleted, 2, 1, 5},
      {target, S::kOffered, S::kRejected, 1, 1, 5},
  };
  for (const Case& c : kCases) {
    TrainingClass before = MakeClass();
    before.seats = {.target_held = 2, .other_held = 1};
    before.waiting = 5;
    const TrainingClass after = Recount(before, c.priority, c.from, c.to);
    EXPECT_EQ(after.seats.target_held, c.target) << NameOf(c.to);
    EXPECT_EQ(after.seats.other_held, c.other) << NameOf(c.to);
    EXPECT_EQ(after.waiting, c.waiting) << NameOf(c.to);
  }
}

TEST(EligibilityTest, RefusesInOrderOfPrecedence) {
  struct Case {
    const char* reason;
    void (*change)(Applicant&);
  };
  // Each row fails its own test and all later ones.
  const Case kCases[] = {
      {"PERSON_GONE", [](Applicant& a) { a.profile.gone = true; }},
      {"AGE_UNDER_MIN", [](Applicant& a) { a.profile.birth = CivilDay(2004, 6, 2); }},
      {"ENROLMENT_EXISTS", [](Applicant& a) { a.live_enrolment_exists = true; }},
      {"SAME_OCCUPATION_LEVEL",
       [](Applicant& a) {
         a.learnt = {{.occupation = "4-03-02-07", .certificate = Certificate::kSpecial}};
       }},
      {"SESSION_CLASH", [](Applicant& a) { a.other_sessions = {MakeSession(40, kToday)}; }},
      {"", [](Applicant&) {}},
  };
  constexpr size_t kCount = std::size(kCases);
  for (size_t first = 0; first < kCount; ++first) {
    Applicant applicant = MakeApplicant();
    for (size_t i = first; i < kCount; ++i) kCases[i].change(applicant);
    EXPECT_THAT(CheckEligible(MakeClass(), MakeSessions(), applicant),
                Refused(kCases[first].reason));
  }
}

TEST(EligibilityTest, AgesAreOfTheFirstDay) {
  struct Case {
    CivilDay birth;
    bool two_post_secondary;
    bool allowed;
    bool subsidised;
  };
  const Case kCases[] = {
      {CivilDay(2004, 6, 1), false, true, true},    // 16 on the first day
      {CivilDay(2004, 6, 2), false, false, false},  // 15
      {CivilDay(2004, 6, 2), true, true, false},    // 15, left school
      {CivilDay(2005, 6, 1), true, true, false},
      {CivilDay(2005, 6, 2), true, false, false},  // 14
      {CivilDay(1950, 1, 1), false, true, true},
  };
  for (const Case& c : kCases) {
    Applicant applicant = MakeApplicant();
    applicant.profile.birth = c.birth;
    applicant.profile.two_post_secondary = c.two_post_secondary;
    const absl::StatusOr<Eligibility> found = CheckEligible(MakeClass(), MakeSessions(), applicant);
    EXPECT_EQ(found.ok(), c.allowed) << FormatDay(c.birth);
    if (found.ok()) {
      EXPECT_EQ(found->subsidised, c.subsidised) << FormatDay(c.birth);
    }
  }
}

TEST(EligibilityTest, AnotherLevelOfTheSameOccupationIsFine) {
  Applicant applicant = MakeApplicant();
  applicant.learnt = {{.occupation = "4-03-02-07", .certificate = Certificate::kLevel5},
                      {.occupation = "4-03-02-08", .certificate = Certificate::kSpecial}};
  EXPECT_THAT(CheckEligible(MakeClass(), MakeSessions(), applicant), IsOk());
}

TEST(AssessmentTest, OneResitWithinThirtyDays) {
  const ClassRules rules = MakeRules();
  const CivilDay today = CivilDay(2020, 12, 31);
  EXPECT_THAT(Sit({}, {.mark = 101, .day = kToday}, rules, today), Refused("MARK_INVALID"));
  EXPECT_THAT(Sit({}, {.mark = -1, .day = kToday}, rules, today), Refused("MARK_INVALID"));
  EXPECT_THAT(Sit({}, {.mark = 60, .day = today + 1}, rules, today), Refused("DAY_IN_FUTURE"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Assessment passed,
                              Sit({}, {.mark = 60, .day = kToday}, rules, today));
  EXPECT_TRUE(HasPassed(passed, 60));
  EXPECT_THAT(Sit(passed, {.mark = 90, .day = kToday}, rules, today), Refused("RESIT_NOT_ALLOWED"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Assessment failed,
                              Sit({}, {.mark = 59, .day = kToday}, rules, today));
  EXPECT_FALSE(HasPassed(failed, 60));
  EXPECT_THAT(Sit(failed, {.mark = 60, .day = kToday + 31}, rules, today),
              Refused("RESIT_TOO_LATE"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Assessment resat,
                              Sit(failed, {.mark = 50, .day = kToday + 30}, rules, today));
  EXPECT_FALSE(HasPassed(resat, 60));
  EXPECT_THAT(Sit(resat, {.mark = 60, .day = kToday + 30}, rules, today),
              Refused("RESIT_NOT_ALLOWED"));
}

}  // namespace
}  // namespace ladder::training
