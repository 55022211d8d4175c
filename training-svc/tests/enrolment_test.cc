// Seats: applied for, offered in order, never more than there are.
#include <algorithm>
#include <set>
#include <thread>

#include "training-svc/tasks/lapse_offers.h"
#include "training-svc/tests/training_test.h"

namespace ladder::training {
namespace {

class EnrolmentTest : public TrainingTest {
 protected:
  Answer<v1::AllocateSeatsResponse> Allocate(const std::string& parent,
                                             const std::string& identity = kEverybody) {
    return fixture_.Call(*enrolments_, &EnrolmentStub::AllocateSeats,
                         Below<v1::AllocateSeatsRequest>(parent), identity);
  }
  Answer<v1::ListEnrolmentsResponse> List(const v1::ListEnrolmentsRequest& request,
                                          const std::string& identity = kEverybody) {
    return fixture_.Call(*enrolments_, &EnrolmentStub::ListEnrolments, request, identity);
  }
  v1::Enrolment::State StateOf(const std::string& name) { return GetEnrolment(name).value.state(); }
};

TEST_F(EnrolmentTest, TwoHundredApplicationsInParallelFill58SeatsAndNoMore) {
  constexpr int kApplicants = 200;
  constexpr int kThreads = 16;
  const std::string name = OpenedClass(58);
  std::vector<std::string> persons;
  for (int i = 0; i < kApplicants; ++i) persons.push_back(MakePerson(kGuodihu, i % 3 != 0));
  std::atomic<int> next = 0, offered = 0, waiting = 0, failed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int at = next++; at < kApplicants; at = next++) {
        const v1::CreateEnrolmentRequest request =
            ApplyRequest(name, persons[static_cast<size_t>(at)]);
        Answer<v1::Enrolment> answer;
        do {  // a repeat under the same request id is harmless
          answer = fixture_.Call(*enrolments_, &EnrolmentStub::CreateEnrolment, request);
        } while (answer.reason == "OVERLOADED" || answer.reason == "CONFLICT");
        offered += answer.value.state() == v1::Enrolment::OFFERED;
        waiting += answer.value.state() == v1::Enrolment::WAITLISTED;
        failed += !answer.ok();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(offered, 58);
  EXPECT_EQ(waiting, kApplicants - 58);
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM enrolment WHERE state = 2"), 58);
  const v1::TrainingClass full = GetClass(name);
  EXPECT_EQ(full.state(), v1::TrainingClass::FULL);
  EXPECT_EQ(full.target_seats_held() + full.other_seats_held(), 58);
  EXPECT_EQ(full.waiting(), kApplicants - 58);
}

TEST_F(EnrolmentTest, CreateEnrolmentRefusals) {
  const std::string name = OpenedClass(58);
  const std::string person = MakePerson();
  EXPECT_EQ(Apply(MakeClass().name(), person).reason, "CLASS_STATE");
  EXPECT_EQ(Apply(name, "persons/01HZZZZZZZZZZZZZZZZZZZZZZZ").reason, "NOT_FOUND");
  EXPECT_EQ(Apply("classes/01HZZZZZZZZZZZZZZZZZZZZZZZ", person).reason, "NOT_FOUND");
  events::v1::PersonChanged gone = PersonEvent(kGuodihu);
  gone.set_presence(ladder::registry::v1::PRESENCE_MOVED);
  ASSERT_THAT(Tell(gone), IsOk());
  EXPECT_EQ(Apply(name, gone.person()).reason, "PERSON_GONE");
  events::v1::PersonChanged child = PersonEvent(kGuodihu);
  *child.mutable_birth() = rpc::ToDate(CivilDay(2005, 1, 1));
  ASSERT_THAT(Tell(child), IsOk());
  EXPECT_EQ(Apply(name, child.person()).reason, "AGE_UNDER_MIN");
  EXPECT_EQ(Apply(name, person).reason, "");
  EXPECT_EQ(Apply(name, person).reason, "ENROLMENT_EXISTS");
  EXPECT_EQ(Apply(OpenedClass(58), person).reason, "SESSION_CLASH");
}

TEST_F(EnrolmentTest, PersonsAndClassesOutsideTheScopeDoNotExist) {
  const std::string name = OpenedClass(58);
  const std::string neighbour = MakePerson(kHujiajing);
  // The officer of the class's site does not see the neighbour, whose own officer may apply.
  EXPECT_EQ(Apply(name, neighbour, kOfficer).reason, "NOT_FOUND");
  const Answer<v1::Enrolment> applied = Apply(name, neighbour, kNeighbour);
  EXPECT_EQ(applied.reason, "");
  EXPECT_EQ(GetEnrolment(applied.value.name(), kNeighbour).reason, "");
  EXPECT_EQ(GetEnrolment(applied.value.name(), kOfficer).reason, "");
  EXPECT_EQ(GetEnrolment(applied.value.name(),
                         "principal=users/far; permissions=*; divisions=420625101000")
                .reason,
            "NOT_FOUND");
  EXPECT_EQ(Allocate(name, kNeighbour).reason, "NOT_FOUND");
}

TEST_F(EnrolmentTest, AReserveIsKeptForTargetHouseholds) {
  v1::CreateClassRequest request = ClassRequest(5);
  *request.mutable_training_class()->mutable_start_date() = rpc::ToDate(kStart + 20);
  const std::string name = MakeClass(request).name();
  v1::PlanSessionsRequest sessions = SessionsRequest(name);
  for (v1::Session& session : *sessions.mutable_sessions())
    *session.mutable_day() = rpc::ToDate(kStart + 25);
  sessions.mutable_sessions()->DeleteSubrange(2, 2);
  ASSERT_EQ(PlanSessions(sessions).reason, "");
  ASSERT_EQ(Submit(name), "");
  ASSERT_EQ(Approve(name), "");
  ASSERT_EQ(Open(name), "");
  std::vector<std::string> others;
  for (int i = 0; i < 3; ++i)
    others.push_back(Apply(name, MakePerson(kGuodihu, false)).value.name());
  EXPECT_EQ(StateOf(others[1]), v1::Enrolment::OFFERED);
  EXPECT_EQ(StateOf(others[2]), v1::Enrolment::WAITLISTED);
  EXPECT_EQ(Apply(name, MakePerson()).value.state(), v1::Enrolment::OFFERED);
  EXPECT_EQ(GetEnrolment(others[2]).value.wait_position(), 1);
  // Five days before the start the reserve is open to all.
  fixture_.SetToday(kStart + 15);
  const v1::AllocateSeatsResponse allocated = Allocate(name).value;
  EXPECT_EQ(allocated.lapsed(), 3);
  ASSERT_EQ(allocated.offered_size(), 1);
  EXPECT_EQ(allocated.offered(0), others[2]);
  EXPECT_EQ(allocated.free_seats(), 4);
  EXPECT_EQ(StateOf(others[0]), v1::Enrolment::REJECTED);
}

TEST_F(EnrolmentTest, SeatsOfALaterDayAreGivenOutInSeatOrder) {
  v1::CreateClassRequest request = ClassRequest(2);
  *request.mutable_training_class()->mutable_allocate_date() = rpc::ToDate(kStart + 1);
  const std::string name = OpenedClass(request);
  const std::string other = Apply(name, MakePerson(kGuodihu, false)).value.name();
  const std::string first = Apply(name, MakePerson()).value.name();
  const std::string second = Apply(name, MakePerson()).value.name();
  EXPECT_EQ(StateOf(first), v1::Enrolment::APPLIED);
  EXPECT_EQ(Allocate(name).reason, "DAY_NOT_REACHED");

  v1::ListWaitlistRequest list;
  list.set_parent(name);
  list.set_page_size(2);
  const auto page = fixture_.Call(*enrolments_, &EnrolmentStub::ListWaitlist, list).value;
  ASSERT_EQ(page.enrolments_size(), 2);
  EXPECT_EQ(page.enrolments(0).name(), first);
  EXPECT_EQ(page.enrolments(1).wait_position(), 2);
  list.set_page_token(page.next_page_token());
  const auto rest = fixture_.Call(*enrolments_, &EnrolmentStub::ListWaitlist, list).value;
  ASSERT_EQ(rest.enrolments_size(), 1);
  EXPECT_EQ(rest.enrolments(0).name(), other);
  EXPECT_EQ(rest.enrolments(0).wait_position(), 3);
  EXPECT_EQ(fixture_.Call(*enrolments_, &EnrolmentStub::ListWaitlist, list, kNeighbour).reason,
            "PAGE_TOKEN_INVALID");

  fixture_.SetToday(kStart + 1);
  const v1::AllocateSeatsResponse allocated = Allocate(name).value;
  EXPECT_EQ(std::vector<std::string>(allocated.offered().begin(), allocated.offered().end()),
            (std::vector<std::string>{first, second}));
  EXPECT_EQ(allocated.waiting(), 1);
  EXPECT_EQ(StateOf(other), v1::Enrolment::WAITLISTED);
}

TEST_F(EnrolmentTest, FreedSeatsAreOfferedOn) {
  const std::string name = OpenedClass(1);
  const std::string first = Apply(name, MakePerson()).value.name();
  const std::string second = Apply(name, MakePerson()).value.name();
  const std::string third = Apply(name, MakePerson()).value.name();
  EXPECT_EQ(Accept(second).reason, "ENROLMENT_STATE");
  EXPECT_EQ(Leave(&EnrolmentStub::RejectEnrolment, first, v1::EXIT_REASON_UNSPECIFIED).reason,
            "FIELD_REQUIRED");
  EXPECT_EQ(Leave(&EnrolmentStub::RejectEnrolment, first, v1::EXIT_REASON_OFFER_DECLINED).reason,
            "");
  EXPECT_EQ(StateOf(second), v1::Enrolment::OFFERED);
  EXPECT_EQ(Accept(second).value.state(), v1::Enrolment::ENROLLED);
  EXPECT_EQ(Leave(&EnrolmentStub::RejectEnrolment, second, v1::EXIT_REASON_WITHDRAWN).reason,
            "ENROLMENT_STATE");
  EXPECT_EQ(Leave(&EnrolmentStub::DropEnrolment, second, v1::EXIT_REASON_FOUND_WORK).value.state(),
            v1::Enrolment::DROPPED);
  EXPECT_EQ(StateOf(third), v1::Enrolment::OFFERED);
  fixture_.SetToday(kStart + 3);
  EXPECT_EQ(Accept(third).reason, "OFFER_LAPSED");
  EXPECT_EQ(Leave(&EnrolmentStub::DropEnrolment, third, v1::EXIT_REASON_OTHER).reason,
            "ENROLMENT_STATE");
}

TEST_F(EnrolmentTest, EachDayLapsesWhatNobodyAnsweredAndOffersItOn) {
  const std::string name = OpenedClass(1);
  const std::string first = Apply(name, MakePerson()).value.name();
  const std::string second = Apply(name, MakePerson()).value.name();
  ASSERT_THAT(LapseAllOffers(fixture_.daily_walk(), fixture_.origin()), IsOk());
  EXPECT_EQ(StateOf(first), v1::Enrolment::OFFERED);
  fixture_.SetToday(kStart + 3);
  for (int run = 0; run < 2; ++run) {
    ASSERT_THAT(LapseAllOffers(fixture_.daily_walk(), fixture_.origin()), IsOk());
    EXPECT_EQ(GetEnrolment(first).value.exit_reason(), v1::EXIT_REASON_OFFER_LAPSED);
    EXPECT_EQ(StateOf(second), v1::Enrolment::OFFERED);
  }
  EXPECT_EQ(GetClass(name).waiting(), 0);
}

TEST_F(EnrolmentTest, WhoAcceptsInARunningClassAttendsAtOnceUntilTheSecondSession) {
  const std::string name = OpenedClass(3);
  const std::string learner = Enrolled(name);
  fixture_.SetToday(kStart + 2);
  ASSERT_EQ(Start(name), "");
  const std::string late = Apply(name, MakePerson()).value.name();
  EXPECT_EQ(Accept(late).value.state(), v1::Enrolment::ATTENDING);
  EXPECT_EQ(Leave(&EnrolmentStub::ExcuseEnrolment, learner, v1::EXIT_REASON_ILLNESS).value.state(),
            v1::Enrolment::EXCUSED);
  EXPECT_EQ(Leave(&EnrolmentStub::ExcuseEnrolment, learner, v1::EXIT_REASON_ILLNESS).reason,
            "ENROLMENT_STATE");
  fixture_.SetToday(kStart + 4);
  EXPECT_EQ(Apply(name, MakePerson()).reason, "APPLICATIONS_CLOSED");
  EXPECT_EQ(Allocate(name).reason, "APPLICATIONS_CLOSED");
}

TEST_F(EnrolmentTest, ListEnrolmentsWalksAClassAndAScope) {
  const std::string name = OpenedClass(58);
  std::set<std::string> here, there;
  for (int i = 0; i < 3; ++i) here.insert(Apply(name, MakePerson()).value.name());
  for (int i = 0; i < 2; ++i) there.insert(Apply(name, MakePerson(kHujiajing)).value.name());
  // Somebody of both communities is shown once.
  events::v1::PersonChanged both = PersonEvent(kGuodihu);
  both.set_residence_division(kHujiajing);
  ASSERT_THAT(Tell(both), IsOk());
  there.insert(Apply(name, both.person()).value.name());

  const auto walk = [&](v1::ListEnrolmentsRequest request, const std::string& identity) {
    request.set_page_size(2);
    std::multiset<std::string> seen;
    do {
      const auto page = List(request, identity);
      EXPECT_EQ(page.reason, "");
      for (const v1::Enrolment& each : page.value.enrolments()) seen.insert(each.name());
      request.set_page_token(page.value.next_page_token());
      if (seen.size() == 2) here.insert(Apply(name, MakePerson()).value.name());
    } while (!request.page_token().empty() && seen.size() < 100);
    return seen;
  };
  const auto holds = [](const std::multiset<std::string>& seen, const std::set<std::string>& all) {
    return std::all_of(all.begin(), all.end(),
                       [&](const std::string& each) { return seen.count(each) == 1; });
  };
  v1::ListEnrolmentsRequest of_class;
  of_class.set_parent(name);
  const auto in_class = walk(of_class, kOfficer);
  EXPECT_TRUE(holds(in_class, there));
  v1::ListEnrolmentsRequest of_scope;
  of_scope.set_parent("classes/-");
  const auto everywhere = walk(of_scope, kEverybody);
  EXPECT_TRUE(holds(everywhere, there));
  EXPECT_EQ(everywhere.size(), here.size() + there.size());
  EXPECT_TRUE(holds(walk(of_scope, kNeighbour), there));
  EXPECT_EQ(List(of_class, kNeighbour).reason, "NOT_FOUND");
  of_scope.set_person(both.person());
  EXPECT_EQ(List(of_scope, kOfficer).value.enrolments_size(), 1);
  of_scope.set_state(v1::Enrolment::REJECTED);
  EXPECT_EQ(List(of_scope, kOfficer).value.enrolments_size(), 0);
}

}  // namespace
}  // namespace ladder::training
