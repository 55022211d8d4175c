#include "training-svc/domain/attendance.h"

#include "absl/strings/str_cat.h"
#include "training-svc/domain/builders.h"
#include "training-svc/domain/correction.h"

namespace ladder::training {
namespace {

TEST(AttendanceTest, APresenceNeedsTwoFactors) {
  struct Case {
    Presence presence;
    Factors factors;
    const char* reason;
  };
  const Case kCases[] = {
      {Presence::kUnspecified, {.card_reader = true}, "FIELD_ENUM"},
      {Presence::kPresent, {}, "ATTENDANCE_FACTORS"},
      {Presence::kPresent, {.code = true}, "ATTENDANCE_FACTORS"},
      {Presence::kPresent, {.officer = true}, "ATTENDANCE_FACTORS"},
      {Presence::kPresent, {.code = true, .officer = true}, ""},
      {Presence::kPresent, {.card_reader = true}, ""},
      {Presence::kAbsent, {}, ""},
      {Presence::kExcused, {}, ""},
  };
  for (const Case& c : kCases) {
    EXPECT_THAT(CheckMark({.presence = c.presence, .factors = c.factors}), Refused(c.reason));
  }
}

TEST(AttendanceTest, CorrectionsAreSignedByTwo) {
  EXPECT_THAT(CheckSignatures("a", "b"), IsOk());
  EXPECT_THAT(CheckSignatures("a", "a"), Refused("CORRECTION_SIGNATURES"));
  EXPECT_THAT(CheckSignatures("a", ""), Refused("CORRECTION_SIGNATURES"));
  EXPECT_THAT(CheckSignatures("", ""), Refused("CORRECTION_SIGNATURES"));
}

TEST(CorrectionTest, IsAskedWithAReasonAndConfirmedByAnother) {
  const Mark mark = {
      .enrolment = IdOf(50), .presence = Presence::kPresent, .factors = {.card_reader = true}};
  EXPECT_THAT(AskCorrection({.mark = mark}, "users/ann"), Refused("FIELD_REQUIRED"));
  EXPECT_THAT(AskCorrection({.mark = {.presence = Presence::kPresent}, .reason = "x"}, "users/ann"),
              Refused("ATTENDANCE_FACTORS"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Correction asked,
                              AskCorrection({.mark = mark, .reason = "x"}, "users/ann"));
  EXPECT_EQ(asked.state, CorrectionState::kPending);
  EXPECT_THAT(Confirm(asked, "users/ann"), Refused("CORRECTION_SIGNATURES"));
  LADDER_ASSERT_OK_AND_ASSIGN(const Correction confirmed, Confirm(asked, "users/bob"));
  EXPECT_EQ(confirmed.state, CorrectionState::kConfirmed);
  EXPECT_EQ(confirmed.second_signer, "users/bob");
  EXPECT_THAT(Confirm(confirmed, "users/eve"), Refused("CORRECTION_SIGNATURES"));
}

TEST(AttendanceTest, MarksAreWrittenFromTheDayUntilTheFreeze) {
  const Session session = MakeSession(11, kToday);
  TrainingClass training_class = MakeClass(ClassState::kOpen);
  EXPECT_THAT(CheckMayRecord(training_class, session, kToday), Refused("CLASS_STATE"));
  training_class.state = ClassState::kRunning;
  EXPECT_THAT(CheckMayRecord(training_class, session, kToday - 1), Refused("DAY_NOT_REACHED"));
  EXPECT_THAT(CheckMayRecord(training_class, session, kToday), IsOk());
  training_class.state = ClassState::kEnded;
  EXPECT_THAT(CheckMayRecord(training_class, session, kToday), IsOk());
  training_class.frozen_on = kToday;
  EXPECT_THAT(CheckMayRecord(training_class, session, kToday), Refused("ATTENDANCE_FROZEN"));
}

TEST(AttendanceTest, CountsSessionsAndCalendarDaysApart) {
  const Attended marks[] = {{.day = kToday + 1, .presence = Presence::kPresent},
                            {.day = kToday, .presence = Presence::kPresent},
                            {.day = kToday, .presence = Presence::kPresent},
                            {.day = kToday + 2, .presence = Presence::kAbsent},
                            {.day = kToday + 3, .presence = Presence::kExcused}};
  const Tally tally = TallyOf(marks, 6);
  EXPECT_EQ(tally, (Tally{.sessions = 6, .attended = 3, .days = {kToday, kToday + 1}}));
}

TEST(AttendanceTest, TheThresholdIsAnIntegerTest) {
  struct Case {
    int attended;
    int sessions;
    bool reaches;
  };
  const Case kCases[] = {{8, 10, true}, {7, 10, false}, {4, 5, true},
                         {3, 4, false}, {21, 26, true}, {20, 26, false},
                         {0, 0, false}, {17, 21, true}, {16, 21, false}};
  for (const Case& c : kCases) {
    EXPECT_EQ(ReachesThreshold({.sessions = c.sessions, .attended = c.attended}, 80), c.reaches)
        << c.attended << "/" << c.sessions;
  }
}

// The form is frozen: a digest taken years ago must come out the same.
TEST(AttendanceTest, TheCanonicalFormDependsOnNoOrder) {
  const TrainingClass training_class = MakeClass(ClassState::kEnded);
  std::vector<Session> sessions = {MakeSession(12, kToday + 1), MakeSession(11, kToday)};
  const LearnerAttendance first = {
      .person = IdOf(2), .tally = {.sessions = 2, .attended = 2, .days = {kToday, kToday + 1}}};
  const LearnerAttendance second = {.person = IdOf(3), .tally = {.sessions = 2}};
  const std::string text = CanonicalAttendance(training_class, sessions, {second, first});
  std::swap(sessions[0], sessions[1]);
  EXPECT_EQ(CanonicalAttendance(training_class, sessions, {first, second}), text);
  EXPECT_EQ(text, absl::StrCat("class ", IdOf(1).ToString(),
                               " 2020-06-01 2020-06-28 sessions 2 learners 2\n", "session ",
                               IdOf(11).ToString(), " 2020-06-01 480 660\n", "session ",
                               IdOf(12).ToString(), " 2020-06-02 480 660\n", "learner ",
                               IdOf(2).ToString(), " 2 of 2 days 2020-06-01,2020-06-02\n",
                               "learner ", IdOf(3).ToString(), " 0 of 2 days \n"));
}

TEST(CertificateTest, NumbersCarryACheck) {
  const CertificateNumber number = {
      .county = 420625, .year = 2020, .kind = Certificate::kSpecial, .serial = 58};
  const std::string text = number.ToString();
  EXPECT_EQ(text.size(), 20u);
  EXPECT_EQ(text.substr(0, 18), "420625202002000058");
  LADDER_ASSERT_OK_AND_ASSIGN(const CertificateNumber parsed, CertificateNumber::Parse(text));
  EXPECT_EQ(parsed, number);
  // Every wrong digit and every swap of neighbours is found.
  for (size_t i = 0; i < text.size(); ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = text;
      wrong[i] = digit;
      if (wrong != text) {
        EXPECT_THAT(CertificateNumber::Parse(wrong), Refused("CERTIFICATE_NUMBER_INVALID"));
      }
    }
    std::string swapped = text;
    if (i > 0) std::swap(swapped[i - 1], swapped[i]);
    if (swapped != text) {
      EXPECT_THAT(CertificateNumber::Parse(swapped), Refused("CERTIFICATE_NUMBER_INVALID"));
    }
  }
  EXPECT_THAT(CertificateNumber::Parse("x"), Refused("CERTIFICATE_NUMBER_INVALID"));
}

TEST(CertificateTest, IssuedToWhoCompletedAnAssessedClass) {
  const TrainingClass assessed = MakeClass(ClassState::kAssessed);
  const CertificateDraw draw = {.serial = 58, .random = {0xff, 0, 0, 0, 1}};
  EXPECT_THAT(
      Issue(MakeClass(ClassState::kEnded), MakeEnrolment(EnrolmentState::kFailed), draw, kToday),
      Refused("CLASS_STATE"));
  EXPECT_THAT(Issue(assessed, MakeEnrolment(EnrolmentState::kFailed), {}, kToday),
              Refused("NOT_COMPLETED"));
  EXPECT_THAT(
      Issue(assessed, MakeEnrolment(EnrolmentState::kCompleted), {.serial = 1'000'000}, kToday),
      Refused("CERTIFICATE_SERIES_FULL"));
  LADDER_ASSERT_OK_AND_ASSIGN(
      const IssuedCertificate certificate,
      Issue(assessed, MakeEnrolment(EnrolmentState::kCompleted), draw, kToday));
  EXPECT_EQ(certificate.person, IdOf(100));
  EXPECT_EQ(certificate.number.county, 420625);
  EXPECT_EQ(certificate.number.year, 2020);
  EXPECT_EQ(certificate.kind, Certificate::kSpecial);
  EXPECT_EQ(certificate.verify_code, "ZW000001");
}

TEST(CertificateTest, IsRevokedOnceWithAReason) {
  IssuedCertificate certificate;
  EXPECT_THAT(Revoke(certificate, "", kToday), Refused("FIELD_REQUIRED"));
  LADDER_ASSERT_OK_AND_ASSIGN(certificate, Revoke(certificate, "冒名顶替", kToday));
  EXPECT_EQ(certificate.revoked_on, kToday);
  EXPECT_THAT(Revoke(certificate, "冒名顶替", kToday), Refused("CERTIFICATE_STATE"));
}

}  // namespace
}  // namespace ladder::training
