#include "training-svc/domain/training_class.h"

#include "training-svc/domain/builders.h"

namespace ladder::training {
namespace {

using S = ClassState;
using E = ClassEvent;

constexpr int kStates = static_cast<int>(S::kCancelled);
constexpr int kEvents = static_cast<int>(E::kCancel);

// Rows are states, columns events; 0: refused. The table is the specification (docs/domain.md 6).
constexpr int kNext[kStates][kEvents] = {
    // SUBMIT RETURN APPROVE OPEN FILL FREE START END ASSESS CERTIFY CLAIM SETTLE CANCEL
    {2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12},  // DRAFT
    {0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12},  // APPLIED
    {0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 12},  // APPROVED
    {0, 0, 0, 0, 5, 0, 6, 0, 0, 0, 0, 0, 12},  // OPEN
    {0, 0, 0, 0, 0, 4, 6, 0, 0, 0, 0, 0, 12},  // FULL
    {0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 12},  // RUNNING
    {0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0},   // ENDED
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0},   // ASSESSED
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0},  // CERTIFIED
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11, 0},  // CLAIMED
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},   // SETTLED
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},   // CANCELLED
};

TEST(TrainingClassTest, EveryEventInEveryState) {
  for (int state = 1; state <= kStates; ++state) {
    for (int event = 1; event <= kEvents; ++event) {
      TrainingClass before = MakeClass(static_cast<S>(state));
      before.frozen_on = kToday;
      const ClassFacts facts = {.sessions = PlanOf(MakeSessions()), .enrolled = 58};
      const absl::StatusOr<TrainingClass> after =
          ApplyStep(before, {.event = static_cast<E>(event), .reason = "材料不全"}, facts,
                    CivilDay(2020, 6, 28));
      const int next = kNext[state - 1][event - 1];
      EXPECT_THAT(after, Refused(next == 0 ? "CLASS_STATE" : ""))
          << NameOf(static_cast<S>(state)) << " " << NameOf(static_cast<E>(event));
      if (after.ok()) {
        EXPECT_EQ(static_cast<int>(after->state), next)
            << NameOf(static_cast<S>(state)) << " " << NameOf(static_cast<E>(event));
      }
    }
  }
}

TEST(TrainingClassTest, RefusesAStepInOrderOfPrecedence) {
  struct Case {
    const char* reason;
    S state;
    ClassStep step;
    ClassFacts facts;
    CivilDay today;
  };
  const ClassFacts ready = {.sessions = PlanOf(MakeSessions()), .enrolled = 15};
  const Case kCases[] = {
      {"FIELD_REQUIRED", S::kApplied, {.event = E::kReturn}, ready, kToday},
      {"FIELD_REQUIRED", S::kOpen, {.event = E::kCancel}, ready, kToday},
      {"CLASS_WITHOUT_SESSIONS", S::kDraft, {.event = E::kSubmit}, {}, kToday},
      {"DAY_NOT_REACHED", S::kOpen, {.event = E::kStart}, {}, kToday - 1},
      {"CLASS_TOO_SMALL", S::kOpen, {.event = E::kStart}, {.enrolled = 14}, kToday},
      {"", S::kOpen, {.event = E::kStart}, ready, kToday},
      {"DAY_NOT_REACHED", S::kRunning, {.event = E::kEnd}, ready, kToday},
      {"", S::kRunning, {.event = E::kEnd}, ready, kToday + 1},
      {"ATTENDANCE_NOT_FROZEN", S::kEnded, {.event = E::kAssess}, {.results_missing = 1}, kToday},
  };
  for (const Case& c : kCases) {
    EXPECT_THAT(ApplyStep(MakeClass(c.state), c.step, c.facts, c.today), Refused(c.reason));
  }
  TrainingClass frozen = MakeClass(S::kEnded);
  frozen.frozen_on = kToday;
  EXPECT_THAT(ApplyStep(frozen, {.event = E::kAssess}, {.results_missing = 1}, kToday),
              Refused("RESULTS_MISSING"));
}

TEST(TrainingClassTest, RefusesEachWrongField) {
  struct Case {
    const char* reason;
    void (*change)(ClassDraft&);
  };
  const Case kCases[] = {
      {"FIELD_REQUIRED", [](ClassDraft& d) { d.display_name = " "; }},
      {"USCC_CHECKSUM", [](ClassDraft& d) { d.school_uscc = "52420625MJ00000180"; }},
      {"OCCUPATION_INVALID", [](ClassDraft& d) { d.occupation = "4-03-02"; }},
      {"OCCUPATION_INVALID", [](ClassDraft& d) { d.occupation = "4-03-02-0x"; }},
      {"FIELD_REQUIRED", [](ClassDraft& d) { d.modules.clear(); }},
      {"FIELD_REQUIRED", [](ClassDraft& d) { d.modules[0].title = ""; }},
      {"FIELD_OUT_OF_RANGE", [](ClassDraft& d) { d.modules[0].hours = 0; }},
      {"FIELD_REQUIRED", [](ClassDraft& d) { d.site_division = 0; }},
      {"CLASS_DAYS_INVALID", [](ClassDraft& d) { d.ends_on = d.starts_on - 1; }},
      {"CLASS_SEATS_INVALID", [](ClassDraft& d) { d.seat_min = 59; }},
      {"CLASS_SEATS_INVALID", [](ClassDraft& d) { d.seat_max = 201; }},
      {"CLASS_FEE_INVALID", [](ClassDraft& d) { d.fee = Fen::Yuan(800); }},
      {"CLASS_FEE_INVALID", [](ClassDraft& d) { d.fee_payer = FeePayer::kLearner; }},
      {"FIELD_OUT_OF_RANGE", [](ClassDraft& d) { d.job_orders = {{.people = 0}}; }},
      {"FIELDS_INVALID",
       [](ClassDraft& d) {
         d.occupation = "";
         d.seat_max = 0;
       }},
  };
  EXPECT_THAT(DraftClass(MakeDraft(), MakeRules()), IsOk());
  for (const Case& c : kCases) {
    ClassDraft draft = MakeDraft();
    c.change(draft);
    EXPECT_THAT(DraftClass(draft, MakeRules()), Refused(c.reason));
  }
}

TEST(TrainingClassTest, AppliedClassesKeepWhatWasAppliedFor) {
  ClassDraft draft = MakeDraft();
  draft.display_name = "另一个班";
  draft.seat_max = 60;
  LADDER_ASSERT_OK_AND_ASSIGN(TrainingClass edited, EditClass(MakeClass(S::kDraft), draft));
  EXPECT_EQ(edited.facts.display_name, "另一个班");
  LADDER_ASSERT_OK_AND_ASSIGN(edited, EditClass(MakeClass(S::kApplied), draft));
  EXPECT_EQ(edited.facts.display_name, MakeDraft().display_name);
  EXPECT_EQ(edited.facts.seat_max, 60);

  TrainingClass full = MakeClass(S::kFull);
  full.seats = {.target_held = 40, .other_held = 18};
  LADDER_ASSERT_OK_AND_ASSIGN(edited, EditClass(full, draft));
  EXPECT_EQ(edited.state, S::kOpen);
  draft.seat_max = 57;
  EXPECT_THAT(EditClass(full, draft), Refused("CLASS_SEATS_BELOW_HELD"));
  EXPECT_THAT(EditClass(MakeClass(S::kRunning), draft), Refused("CLASS_STATE"));
}

TEST(TrainingClassTest, ApplicationsCloseWithTheSecondSession) {
  std::vector<Session> sessions = {MakeSession(11, kToday), MakeSession(12, kToday + 3)};
  const SessionPlan plan = PlanOf(sessions);
  struct Case {
    S state;
    CivilDay today;
    const char* reason;
  };
  const Case kCases[] = {
      {S::kDraft, kToday, "CLASS_STATE"},
      {S::kApproved, kToday, "CLASS_STATE"},
      {S::kOpen, kToday, ""},
      {S::kFull, kToday, ""},
      {S::kRunning, kToday + 2, ""},
      {S::kRunning, kToday + 3, "APPLICATIONS_CLOSED"},
      {S::kEnded, kToday, "CLASS_STATE"},
      {S::kCancelled, kToday, "CLASS_STATE"},
  };
  for (const Case& c : kCases) {
    EXPECT_THAT(CheckTakesApplications(MakeClass(c.state), plan, c.today), Refused(c.reason))
        << NameOf(c.state);
  }
}

TEST(TrainingClassTest, SessionsArePlannedAndMarksTakenInTheirStates) {
  for (int state = 1; state <= kStates; ++state) {
    const S s = static_cast<S>(state);
    EXPECT_THAT(CheckMayPlan(MakeClass(s)), Refused(s == S::kDraft ? "" : "CLASS_STATE"));
    EXPECT_THAT(CheckMaySit(MakeClass(s)),
                Refused(s == S::kRunning || s == S::kEnded ? "" : "CLASS_STATE"));
  }
}

TEST(TrainingClassTest, SeatsGoAtOnceOrOnTheirDay) {
  TrainingClass training_class = MakeClass();
  EXPECT_TRUE(AllocatesSeats(training_class, CivilDay(2020, 1, 1)));
  training_class.facts.allocate_on = kToday;
  EXPECT_FALSE(AllocatesSeats(training_class, kToday - 1));
  EXPECT_TRUE(AllocatesSeats(training_class, kToday));
}

TEST(TrainingClassTest, SeatsAreGivenOutWhileApplicationsAreTakenFromTheirDayOn) {
  const SessionPlan plan = PlanOf(MakeSessions());
  TrainingClass later = MakeClass();
  later.facts.allocate_on = kToday + 1;
  EXPECT_THAT(CheckMayAllocate(MakeClass(), plan, kToday), IsOk());
  EXPECT_THAT(CheckMayAllocate(MakeClass(ClassState::kDraft), plan, kToday),
              Refused("CLASS_STATE"));
  EXPECT_THAT(CheckMayAllocate(MakeClass(ClassState::kRunning), plan, kToday),
              Refused("APPLICATIONS_CLOSED"));
  EXPECT_THAT(CheckMayAllocate(later, plan, kToday), Refused("DAY_NOT_REACHED"));
  EXPECT_THAT(CheckMayAllocate(later, plan, kToday + 1), IsOk());
}

TEST(TrainingClassTest, SoManyMayWaitAndNoMore) {
  TrainingClass training_class = MakeClass();
  training_class.waiting = kWaitingMax - 1;
  EXPECT_THAT(CheckRoomToWait(training_class), IsOk());
  training_class.waiting = kWaitingMax;
  EXPECT_THAT(CheckRoomToWait(training_class), Refused("WAITLIST_FULL"));
}

TEST(TrainingClassTest, LearnersCompleteByAFrozenAttendance) {
  TrainingClass training_class = MakeClass(ClassState::kEnded);
  EXPECT_THAT(CheckMayComplete(training_class), Refused("ATTENDANCE_NOT_FROZEN"));
  training_class.frozen_on = kToday;
  EXPECT_THAT(CheckMayComplete(training_class), IsOk());
}

TEST(TrainingClassTest, FreezesOnceAfterTheEnd) {
  EXPECT_THAT(Freeze(MakeClass(S::kRunning), "ab", kToday), Refused("CLASS_STATE"));
  LADDER_ASSERT_OK_AND_ASSIGN(const TrainingClass frozen,
                              Freeze(MakeClass(S::kEnded), "ab", kToday));
  EXPECT_EQ(frozen.attendance_digest, "ab");
  EXPECT_EQ(frozen.frozen_on, kToday);
  EXPECT_THAT(Freeze(frozen, "cd", kToday), Refused("ATTENDANCE_FROZEN"));
}

TEST(SessionTest, RefusesEachWrongSession) {
  struct Case {
    const char* reason;
    Session session;
  };
  const Case kCases[] = {
      {"SESSION_TIME_INVALID", {.day = kToday, .start_minute = 600, .end_minute = 600}},
      {"SESSION_TIME_INVALID", {.day = kToday, .start_minute = -1, .end_minute = 600}},
      {"SESSION_TIME_INVALID", {.day = kToday, .start_minute = 600, .end_minute = 1441}},
      {"SESSION_OUTSIDE_CLASS", MakeSession(20, kToday - 1)},
      {"SESSION_OUTSIDE_CLASS", MakeSession(20, CivilDay(2020, 6, 29))},
      {"SESSION_OVERLAP", MakeSession(20, kToday, 10 * 60)},
      {"",
       MakeSession(20, kToday, 11 * 60)},  // touches the morning's end and the afternoon's start
  };
  for (const Case& c : kCases) {
    std::vector<Session> sessions = MakeSessions();
    sessions.push_back(c.session);
    EXPECT_THAT(CheckSessions(sessions, kToday, CivilDay(2020, 6, 28)), Refused(c.reason));
  }
}

TEST(SessionTest, FindsTheFirstClash) {
  const std::vector<Session> other = {MakeSession(31, kToday + 1, 9 * 60),
                                      MakeSession(32, kToday, 15 * 60)};
  EXPECT_EQ(FindClash(MakeSessions(), other), kToday);
  EXPECT_EQ(FindClash(MakeSessions(), {}), std::nullopt);
  EXPECT_EQ(FindClash(MakeSessions(), {MakeSession(33, kToday + 2)}), std::nullopt);
}

TEST(SessionTest, PlansInOrderOfTime) {
  std::vector<Session> sessions = MakeSessions();
  std::swap(sessions.front(), sessions.back());
  const SessionPlan plan = PlanOf(sessions);
  EXPECT_EQ(plan.count, 3);
  EXPECT_EQ(plan.second, kToday);
  EXPECT_EQ(plan.last, kToday + 1);
  EXPECT_EQ(PlanOf({}).last, std::nullopt);
}

}  // namespace
}  // namespace ladder::training
