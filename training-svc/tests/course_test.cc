// A class's way from its first session to its certificates.
#include <algorithm>

#include "ladder/events/v1/subsidy.pb.h"
#include "ladder/events/v1/training.pb.h"
#include "training-svc/storage/class_claims.h"
#include "training-svc/tasks/snapshot.h"
#include "training-svc/tasks/subsidy_events.h"
#include "training-svc/tests/training_test.h"

namespace ladder::training {
namespace {

constexpr char kSecondSigner[] = "principal=users/second; permissions=*; divisions=420625000000";

class CourseTest : public TrainingTest {
 protected:
  // A running class on the day after its last session: four sessions on two days.
  void Begin(int learners, bool assessed = false) {
    v1::CreateClassRequest request = ClassRequest();
    request.mutable_training_class()->set_assessed(assessed);
    class_ = OpenedClass(request);
    for (int i = 0; i < learners; ++i) learners_.push_back(Enrolled(class_));
    fixture_.SetToday(kStart + 2);
    ASSERT_EQ(Start(class_), "");
    v1::ListSessionsRequest list;
    list.set_parent(class_);
    const auto planned = fixture_.Call(*sessions_, &SessionStub::ListSessions, list).value;
    for (const v1::Session& session : planned.sessions()) {
      sessions_named_.push_back(session.name());
    }
    fixture_.SetToday(kStart + 6);
  }

  v1::Mark MarkOf(const std::string& enrolment, v1::Presence presence = v1::PRESENCE_PRESENT) {
    v1::Mark mark;
    mark.set_enrolment(enrolment);
    mark.set_presence(presence);
    mark.set_card_reader(true);
    return mark;
  }
  Answer<v1::RecordAttendanceResponse> Record(const std::string& session,
                                              const std::vector<v1::Mark>& marks,
                                              const std::string& identity = kEverybody) {
    auto request = Named<v1::RecordAttendanceRequest>(session);
    for (const v1::Mark& mark : marks) *request.add_marks() = mark;
    return fixture_.Call(*attendance_, &AttendanceStub::RecordAttendance, request, identity);
  }
  // The first `sessions` sessions of a learner.
  void Attend(const std::string& learner, size_t sessions) {
    for (size_t i = 0; i < sessions; ++i)
      EXPECT_EQ(Record(sessions_named_[i], {MarkOf(learner)}).reason, "");
  }
  Answer<v1::Correction> Correct(const std::string& session, const v1::Mark& mark,
                                 const std::string& why = "补签") {
    auto request = Below<v1::CreateCorrectionRequest>(session);
    *request.mutable_correction()->mutable_mark() = mark;
    request.mutable_correction()->set_reason(why);
    return fixture_.Call(*attendance_, &AttendanceStub::CreateCorrection, request);
  }
  Answer<v1::Correction> Confirm(const std::string& name, const std::string& identity) {
    return fixture_.Call(*attendance_, &AttendanceStub::ConfirmCorrection,
                         Named<v1::ConfirmCorrectionRequest>(name), identity);
  }
  Answer<v1::RecordAssessmentResponse> Sit(const std::string& learner, int mark,
                                           CivilDay day = kStart + 6) {
    auto request = Below<v1::RecordAssessmentRequest>(class_);
    *request.mutable_day() = rpc::ToDate(day);
    v1::LearnerMark& written = *request.add_marks();
    written.set_enrolment(learner);
    written.set_mark(mark);
    return fixture_.Call(*enrolments_, &EnrolmentStub::RecordAssessment, request);
  }
  std::string Complete(const std::string& learner) {
    return fixture_
        .Call(*enrolments_, &EnrolmentStub::CompleteEnrolment,
              Named<v1::CompleteEnrolmentRequest>(learner))
        .reason;
  }
  Answer<v1::IssueCertificatesResponse> Issue(const std::string& identity = kEverybody) {
    return fixture_.Call(*certificates_, &CertificateStub::IssueCertificates,
                         Below<v1::IssueCertificatesRequest>(class_), identity);
  }
  Answer<v1::ListCertificatesResponse> List(const v1::ListCertificatesRequest& request,
                                            const std::string& identity = kEverybody) {
    return fixture_.Call(*certificates_, &CertificateStub::ListCertificates, request, identity);
  }
  // A class whose one learner has a certificate.
  void Certify() {
    Begin(1);
    Attend(learners_[0], 4);
    ASSERT_EQ(End(class_), "");
    ASSERT_EQ(Freeze(class_), "");
    ASSERT_EQ(Complete(learners_[0]), "");
    ASSERT_EQ(Assess(class_), "");
    ASSERT_EQ(Issue().reason, "");
  }
  // The state that a reader of the feed would start from, of the one aggregate of a kind.
  feed::SnapshotItem Snapshot(size_t kind) {
    feed::SnapshotItem found;
    for (int partition = 0; partition < feed::kPartitions; ++partition) {
      const auto items = fixture_.database().Read([&](mysql::Transaction& tx) {
        return SnapshotPagers()[kind](tx, partition, Ulid(), 100);
      });
      EXPECT_THAT(items, IsOk());
      if (!items->empty()) found = items->front().second;
    }
    return found;
  }

  std::string class_;
  std::vector<std::string> learners_;
  std::vector<std::string> sessions_named_;
};

TEST_F(CourseTest, RecordAttendanceTakesAWholeSessionOrNothing) {
  Begin(3);
  v1::Mark one_factor = MarkOf(learners_[1]);
  one_factor.set_card_reader(false);
  one_factor.set_code(true);
  const std::string& session = sessions_named_[0];
  EXPECT_EQ(Record(session, {MarkOf(learners_[0]), one_factor}).reason, "ATTENDANCE_FACTORS");
  EXPECT_EQ(
      Record(session, {MarkOf(absl::StrCat(class_, "/enrolments/01HZZZZZZZZZZZZZZZZZZZZZZZ"))})
          .reason,
      "NOT_A_LEARNER");
  EXPECT_EQ(Record(session, {MarkOf(learners_[0])}, kNeighbour).reason, "NOT_FOUND");
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM attendance"), 0);
  const auto recorded =
      Record(session, {MarkOf(learners_[0]), MarkOf(learners_[1], v1::PRESENCE_EXCUSED)});
  EXPECT_EQ(recorded.reason, "");
  EXPECT_EQ(recorded.value.present(), 1);
  EXPECT_EQ(recorded.value.absent(), 2);
  // A repeat from the buffer of a reader that was offline changes nothing; another mark may not.
  EXPECT_EQ(Record(session, {MarkOf(learners_[0])}).value.present(), 1);
  EXPECT_EQ(Record(session, {MarkOf(learners_[1])}).reason, "CORRECTION_SIGNATURES");

  v1::ListMarksRequest list;
  list.set_parent(session);
  list.set_page_size(1);
  const auto first = fixture_.Call(*attendance_, &AttendanceStub::ListMarks, list).value;
  ASSERT_EQ(first.marks_size(), 1);
  list.set_page_token(first.next_page_token());
  const auto second = fixture_.Call(*attendance_, &AttendanceStub::ListMarks, list).value;
  ASSERT_EQ(second.marks_size(), 1);
  EXPECT_NE(first.marks(0).enrolment(), second.marks(0).enrolment());
  EXPECT_EQ(second.next_page_token(), "");
  list.clear_page_token();
  EXPECT_EQ(fixture_.Call(*attendance_, &AttendanceStub::ListMarks, list, kNeighbour).reason,
            "NOT_FOUND");
}

TEST_F(CourseTest, MarksAreNotWrittenBeforeTheSessionsDay) {
  Begin(1);
  fixture_.SetToday(kStart + 4);
  EXPECT_EQ(Record(sessions_named_[3], {MarkOf(learners_[0])}).reason, "DAY_NOT_REACHED");
}

TEST_F(CourseTest, CorrectionsAreSignedByTwo) {
  Begin(1);
  const std::string& session = sessions_named_[0];
  ASSERT_EQ(Record(session, {MarkOf(learners_[0], v1::PRESENCE_ABSENT)}).reason, "");
  EXPECT_EQ(Correct(session, MarkOf(learners_[0]), "").reason, "FIELD_REQUIRED");
  EXPECT_EQ(Correct(session, MarkOf(absl::StrCat(class_, "/enrolments/01HZZZZZZZZZZZZZZZZZZZZZZZ")))
                .reason,
            "NOT_A_LEARNER");
  const v1::Correction asked = Correct(session, MarkOf(learners_[0])).value;
  EXPECT_EQ(asked.state(), v1::Correction::PENDING);
  EXPECT_EQ(asked.presence_before(), v1::PRESENCE_ABSENT);
  EXPECT_EQ(Confirm(asked.name(), kEverybody).reason, "CORRECTION_SIGNATURES");
  EXPECT_EQ(Confirm(asked.name(), kNeighbour).reason, "NOT_FOUND");
  const v1::Correction confirmed = Confirm(asked.name(), kSecondSigner).value;
  EXPECT_EQ(confirmed.state(), v1::Correction::CONFIRMED);
  EXPECT_EQ(confirmed.second_signer(), "users/second");
  EXPECT_EQ(Confirm(asked.name(), kSecondSigner).reason, "CORRECTION_SIGNATURES");
  v1::GetSessionRequest get;
  get.set_name(session);
  EXPECT_EQ(fixture_.Call(*sessions_, &SessionStub::GetSession, get).value.present(), 1);
}

TEST_F(CourseTest, FreezeClassTellsWhoAttendedAndMarksChangeNoMore) {
  Begin(2);
  Attend(learners_[0], 4);
  Attend(learners_[1], 1);
  EXPECT_EQ(Freeze(class_), "CLASS_STATE");
  ASSERT_EQ(End(class_), "");
  EXPECT_EQ(Assess(class_), "ATTENDANCE_NOT_FROZEN");
  EXPECT_EQ(Complete(learners_[0]), "ATTENDANCE_NOT_FROZEN");
  ASSERT_EQ(Freeze(class_), "");
  EXPECT_EQ(Freeze(class_), "ATTENDANCE_FROZEN");
  EXPECT_EQ(Record(sessions_named_[2], {MarkOf(learners_[1])}).reason, "ATTENDANCE_FROZEN");
  EXPECT_EQ(Correct(sessions_named_[2], MarkOf(learners_[1])).reason, "ATTENDANCE_FROZEN");
  const v1::TrainingClass frozen = GetClass(class_);
  EXPECT_EQ(frozen.attendance_digest().size(), 64u);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.AttendanceFrozen"), 1);

  events::v1::AttendanceFrozen event;
  ASSERT_TRUE(event.ParseFromString(Snapshot(2).state));
  EXPECT_EQ(event.digest(), frozen.attendance_digest());
  EXPECT_EQ(event.sessions(), 4);
  ASSERT_EQ(event.session_days_size(), 2);
  ASSERT_EQ(event.learners_size(), 2);
  for (const events::v1::LearnerAttendance& learner : event.learners()) {
    const bool whole = learner.enrolment() == learners_[0];
    EXPECT_EQ(learner.attended(), whole ? 4 : 1);
    EXPECT_EQ(std::vector<int>(learner.attended_days().begin(), learner.attended_days().end()),
              whole ? (std::vector<int>{0, 1}) : (std::vector<int>{0}));
    EXPECT_TRUE(learner.subsidised());
    EXPECT_FALSE(learner.left());
  }

  v1::ListTalliesRequest tallies;
  tallies.set_parent(class_);
  tallies.set_page_size(1);
  const auto page = fixture_.Call(*attendance_, &AttendanceStub::ListTallies, tallies).value;
  ASSERT_EQ(page.tallies_size(), 1);
  EXPECT_EQ(page.tallies(0).reaches_threshold(), page.tallies(0).attended() == 4);
  tallies.set_page_token(page.next_page_token());
  EXPECT_EQ(fixture_.Call(*attendance_, &AttendanceStub::ListTallies, tallies).value.tallies_size(),
            1);
  tallies.clear_page_token();
  EXPECT_EQ(fixture_.Call(*attendance_, &AttendanceStub::ListTallies, tallies, kNeighbour).reason,
            "NOT_FOUND");
}

TEST_F(CourseTest, AssessmentsPassFailAndAreResatOnce) {
  Begin(3, true);
  for (const std::string& learner : learners_) Attend(learner, 4);
  EXPECT_EQ(Sit(learners_[0], 80, kStart + 7).reason, "DAY_IN_FUTURE");
  EXPECT_EQ(Sit(learners_[0], 101).reason, "FIELD_OUT_OF_RANGE");
  EXPECT_EQ(Sit(absl::StrCat(class_, "/enrolments/01HZZZZZZZZZZZZZZZZZZZZZZZ"), 80).reason,
            "NOT_A_LEARNER");
  EXPECT_EQ(Sit(learners_[0], 80).value.passed(), 1);
  EXPECT_EQ(Sit(learners_[0], 90).reason, "RESIT_NOT_ALLOWED");
  EXPECT_EQ(Sit(learners_[1], 30).value.failed(), 1);
  EXPECT_EQ(Sit(learners_[1], 60).value.passed(), 1);
  EXPECT_EQ(GetEnrolment(learners_[1]).value.resit().mark(), 60);
  ASSERT_EQ(End(class_), "");
  ASSERT_EQ(Freeze(class_), "");
  EXPECT_EQ(Assess(class_), "RESULTS_MISSING");
  EXPECT_EQ(Complete(learners_[2]), "ASSESSMENT_NOT_PASSED");
  EXPECT_EQ(Complete(learners_[0]), "");
  EXPECT_EQ(Complete(learners_[0]), "ENROLMENT_STATE");
  EXPECT_EQ(Sit(learners_[2], 10).reason, "");
  EXPECT_EQ(Assess(class_), "");
  EXPECT_EQ(GetEnrolment(learners_[0]).value.state(), v1::Enrolment::COMPLETED);
  EXPECT_EQ(GetEnrolment(learners_[1]).value.state(), v1::Enrolment::COMPLETED);
  EXPECT_EQ(GetEnrolment(learners_[2]).value.state(), v1::Enrolment::FAILED);
  EXPECT_EQ(Sit(learners_[2], 70).reason, "CLASS_STATE");
}

TEST_F(CourseTest, CompleteEnrolmentNeedsTheThreshold) {
  Begin(1);
  Attend(learners_[0], 3);
  ASSERT_EQ(End(class_), "");
  ASSERT_EQ(Freeze(class_), "");
  EXPECT_EQ(Complete(learners_[0]), "ATTENDANCE_LOW");
}

TEST_F(CourseTest, CertificatesAreIssuedCheckedAndRevoked) {
  Begin(2);
  Attend(learners_[0], 4);
  Attend(learners_[1], 1);
  EXPECT_EQ(Issue().reason, "CLASS_STATE");
  ASSERT_EQ(End(class_), "");
  ASSERT_EQ(Freeze(class_), "");
  ASSERT_EQ(Assess(class_), "");
  EXPECT_EQ(Issue(kNeighbour).reason, "NOT_FOUND");
  const Answer<v1::IssueCertificatesResponse> issued = Issue();
  ASSERT_EQ(issued.reason, "");
  ASSERT_EQ(issued.value.certificates_size(), 1);
  const v1::Certificate& paper = issued.value.certificates(0);
  EXPECT_EQ(paper.number().substr(0, 18), "420625202002000001");
  EXPECT_EQ(paper.enrolment(), learners_[0]);
  EXPECT_EQ(GetClass(class_).state(), v1::TrainingClass::CERTIFIED);
  EXPECT_EQ(GetEnrolment(learners_[0]).value.certificate(), paper.name());
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.CertificateIssued"), 1);
  EXPECT_EQ(Snapshot(3).type, "ladder.events.v1.CertificateIssued");

  v1::GetCertificateRequest get;
  get.set_name(paper.name());
  EXPECT_EQ(fixture_.Call(*certificates_, &CertificateStub::GetCertificate, get, kOfficer)
                .value.verify_code(),
            paper.verify_code());
  EXPECT_EQ(fixture_.Call(*certificates_, &CertificateStub::GetCertificate, get, kNeighbour).reason,
            "NOT_FOUND");

  v1::CheckCertificateRequest check;
  check.set_number(paper.number());
  check.set_verify_code(paper.verify_code());
  const auto genuine = [&] {
    return fixture_.Call(*certificates_, &CertificateStub::CheckCertificate, check);
  };
  EXPECT_EQ(genuine().value.state(), v1::Certificate::ISSUED);
  EXPECT_EQ(Apply(OpenedClass(58), paper.person()).reason, "SAME_OCCUPATION_LEVEL");
  check.set_verify_code("00000000");
  EXPECT_EQ(genuine().reason, "NOT_FOUND");
  check.set_number("1");
  EXPECT_EQ(genuine().reason, "CERTIFICATE_NUMBER_INVALID");

  auto revoke = Named<v1::RevokeCertificateRequest>(paper.name());
  revoke.set_reason("冒名");
  EXPECT_EQ(
      fixture_.Call(*certificates_, &CertificateStub::RevokeCertificate, revoke, kNeighbour).reason,
      "NOT_FOUND");
  EXPECT_EQ(
      fixture_.Call(*certificates_, &CertificateStub::RevokeCertificate, revoke).value.state(),
      v1::Certificate::REVOKED);
  revoke.set_request_id(NextRequestId());
  EXPECT_EQ(fixture_.Call(*certificates_, &CertificateStub::RevokeCertificate, revoke).reason,
            "CERTIFICATE_STATE");
  EXPECT_EQ(Snapshot(3).type, "ladder.events.v1.CertificateRevoked");
}

TEST_F(CourseTest, ListCertificatesBySeveralKeys) {
  Begin(3);
  for (const std::string& learner : learners_) Attend(learner, 4);
  ASSERT_EQ(End(class_), "");
  ASSERT_EQ(Freeze(class_), "");
  ASSERT_EQ(Assess(class_), "");
  const auto issued = Issue().value;
  ASSERT_EQ(issued.certificates_size(), 3);
  const v1::Certificate& paper = issued.certificates(0);
  struct Case {
    std::string person, training_class, number;
    int size;
  };
  const Case kCases[] = {{paper.person(), "", "", 1},
                         {"", class_, "", 3},
                         {"", "", paper.number(), 1},
                         {paper.person(), "", issued.certificates(1).number(), 0},
                         {"", "", "", 3}};
  for (const Case& c : kCases) {
    v1::ListCertificatesRequest request;
    request.set_page_size(2);
    request.set_person(c.person);
    request.set_training_class(c.training_class);
    request.set_number(c.number);
    int seen = 0;
    do {
      const auto page = List(request, kOfficer);
      ASSERT_EQ(page.reason, "");
      seen += page.value.certificates_size();
      request.set_page_token(page.value.next_page_token());
    } while (!request.page_token().empty() && seen < 10);
    EXPECT_EQ(seen, c.size) << request.DebugString();
  }
  v1::ListCertificatesRequest request;
  EXPECT_EQ(List(request, kNeighbour).value.certificates_size(), 0);
  request.set_state(v1::Certificate::REVOKED);
  EXPECT_EQ(List(request).value.certificates_size(), 0);
  request.set_training_class(class_);
  EXPECT_EQ(List(request, kNeighbour).reason, "NOT_FOUND");
}

TEST_F(CourseTest, AClassOfMoreClaimsThanAreReadIsNotSettledByItself) {
  const Ulid class_id = Ulid::New(absl::Now());
  const auto standings = [&](size_t more) {
    std::vector<ClaimStanding> claims;
    EXPECT_THAT(fixture_.database().Transact([&](mysql::Transaction& tx) -> absl::Status {
      Ulid claim;
      for (size_t i = 0; i < more; ++i) {
        claim = Ulid::New(absl::Now());
        LADDER_RETURN_IF_ERROR(
            SaveClaimProgress(tx, claim, class_id, ClaimStanding::kOver, Ulid::New(absl::Now())));
      }
      LADDER_ASSIGN_OR_RETURN(claims, ClaimsOfClass(tx, class_id));
      return absl::OkStatus();
    }),
                IsOk());
    return claims;
  };
  standings(1000);
  EXPECT_EQ(standings(1000), std::vector<ClaimStanding>(2000, ClaimStanding::kOver));
  const std::vector<ClaimStanding> over = standings(1);
  EXPECT_EQ(std::count(over.begin(), over.end(), ClaimStanding::kHandedIn), 1);
}

TEST_F(CourseTest, ASnapshotTellsWhichClaimsWerePaidAndMovesNothing) {
  Certify();
  const feed::Handlers handlers = SubsidyHandlers([&] { return fixture_.origin(); });
  events::v1::ClaimChanged claim;
  claim.set_subject(class_);
  claim.set_progress(events::v1::CLAIM_PROGRESS_APPROVED);
  const auto load = [&](bool paid) {
    claim.set_claim(absl::StrCat("claims/", Ulid::New(absl::Now()).ToString()));
    claim.set_paid(paid);
    EXPECT_THAT(fixture_.database().Transact([&](mysql::Transaction& tx) {
      return handlers.Load(tx, {.aggregate = claim.claim(),
                                .version = 1,
                                .last_event = Ulid::New(absl::Now()),
                                .type = events::v1::ClaimChanged::descriptor()->full_name(),
                                .state = claim.SerializeAsString()});
    }),
                IsOk());
    return GetClass(class_).state();
  };
  // The paid one first: the other is still to come, so nothing is settled by it.
  EXPECT_EQ(load(true), v1::TrainingClass::CERTIFIED);
  EXPECT_EQ(load(false), v1::TrainingClass::CERTIFIED);
  // The one that was not paid comes to its end without money.
  claim.set_progress(events::v1::CLAIM_PROGRESS_WITHDRAWN);
  const Ulid later = Ulid::After(Ulid::New(absl::Now()), absl::Now());
  EXPECT_THAT(ServiceTest::Tell(handlers, claim, {.id = later}), IsOk());
  EXPECT_EQ(GetClass(class_).state(), v1::TrainingClass::SETTLED);
}

TEST_F(CourseTest, SubsidysClaimsMakeTheClassClaimedAndSettled) {
  Certify();
  const feed::Handlers handlers = SubsidyHandlers([&] { return fixture_.origin(); });
  events::v1::ClaimChanged claim;
  claim.set_claim(absl::StrCat("claims/", Ulid::New(absl::Now()).ToString()));
  claim.set_subject(class_);
  events::v1::ClaimChanged living = claim;
  living.set_claim(absl::StrCat("claims/", Ulid::New(absl::Now()).ToString()));
  Ulid last;
  const auto tell = [&](events::v1::ClaimChanged& about, events::v1::ClaimProgress progress) {
    about.set_progress(progress);
    last = Ulid::After(last, absl::Now());
    EXPECT_THAT(ServiceTest::Tell(handlers, about, {.id = last}), IsOk());
    return GetClass(class_).state();
  };
  EXPECT_EQ(tell(claim, events::v1::CLAIM_PROGRESS_PROPOSED), v1::TrainingClass::CERTIFIED);
  EXPECT_EQ(tell(living, events::v1::CLAIM_PROGRESS_PROPOSED), v1::TrainingClass::CERTIFIED);
  const int64_t told = fixture_.CountEvents("ladder.events.v1.TrainingClassChanged");
  EXPECT_EQ(tell(claim, events::v1::CLAIM_PROGRESS_SUBMITTED), v1::TrainingClass::CLAIMED);
  // An older event told again changes nothing.
  claim.set_progress(events::v1::CLAIM_PROGRESS_WITHDRAWN);
  EXPECT_THAT(ServiceTest::Tell(handlers, claim, {.id = Ulid::FromParts(1, {})}), IsOk());
  EXPECT_EQ(tell(living, events::v1::CLAIM_PROGRESS_SUBMITTED), v1::TrainingClass::CLAIMED);

  events::v1::PaymentsAnswered answered;
  events::v1::PaymentAnswer& answer = *answered.add_answers();
  answer.set_claim(claim.claim());
  const auto pay = [&](bool paid) {
    answer.set_paid(paid);
    EXPECT_THAT(ServiceTest::Tell(handlers, answered, {.id = Ulid::New(absl::Now())}), IsOk());
    return GetClass(class_).state();
  };
  EXPECT_EQ(pay(true), v1::TrainingClass::CLAIMED);
  answer.set_claim(living.claim());
  EXPECT_EQ(pay(false), v1::TrainingClass::CLAIMED);
  EXPECT_EQ(pay(true), v1::TrainingClass::SETTLED);
  EXPECT_EQ(pay(true), v1::TrainingClass::SETTLED);
  EXPECT_EQ(tell(living, events::v1::CLAIM_PROGRESS_WITHDRAWN), v1::TrainingClass::SETTLED);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.TrainingClassChanged"), told + 2);
  // Claims about other things, and about classes that are not ours.
  claim.set_subject("persons/01HZZZZZZZZZZZZZZZZZZZZZZZ/spells/01HZZZZZZZZZZZZZZZZZZZZZZZ");
  EXPECT_THAT(ServiceTest::Tell(handlers, claim, {.id = last}), IsOk());
  claim.set_subject("classes/01HZZZZZZZZZZZZZZZZZZZZZZZ");
  EXPECT_THAT(ServiceTest::Tell(handlers, claim, {.id = last}), IsOk());
}

}  // namespace
}  // namespace ladder::training
