// Classes: drafted, changed, listed and led to their start.
#include <set>
#include <thread>

#include "training-svc/tests/training_test.h"

namespace ladder::training {
namespace {

class ClassTest : public TrainingTest {
 protected:
  Answer<v1::TrainingClass> Update(const v1::TrainingClass& written,
                                   const std::vector<std::string>& paths) {
    v1::UpdateClassRequest request;
    request.set_request_id(NextRequestId());
    *request.mutable_training_class() = written;
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    return fixture_.Call(*classes_, &ClassStub::UpdateClass, request);
  }
  Answer<v1::ListClassesResponse> List(const v1::ListClassesRequest& request,
                                       const std::string& identity = kEverybody) {
    return fixture_.Call(*classes_, &ClassStub::ListClasses, request, identity);
  }
};

TEST_F(ClassTest, CreateClassKeepsWhatTheSchoolWrote) {
  v1::CreateClassRequest request = ClassRequest();
  request.mutable_training_class()->add_needs(
      absl::StrCat("intentions/", Ulid::New(absl::Now()).ToString()));
  v1::JobOrder& order = *request.mutable_training_class()->add_job_orders();
  order.set_enterprise(absl::StrCat("enterprises/", Ulid::New(absl::Now()).ToString()));
  order.set_people(12);
  const v1::TrainingClass made = MakeClass(request);
  EXPECT_EQ(made.state(), v1::TrainingClass::DRAFT);
  EXPECT_EQ(made.rules().version(), "CR-2018");
  EXPECT_EQ(GetClass(made.name()).SerializeAsString(), made.SerializeAsString());
  EXPECT_EQ(made.needs_size(), 1);
  EXPECT_EQ(made.job_orders(0).people(), 12);
  EXPECT_EQ(fixture_.CountEvents("ladder.events.v1.TrainingClassChanged"), 1);
}

TEST_F(ClassTest, CreateClassRefusesWrongFields) {
  struct Case {
    const char* reason;
    void (*change)(v1::TrainingClass&);
  };
  const Case kCases[] = {
      {"FIELD_REQUIRED", [](v1::TrainingClass& c) { c.clear_display_name(); }},
      {"OCCUPATION_INVALID", [](v1::TrainingClass& c) { c.set_occupation("9-99"); }},
      {"CLASS_SEATS_INVALID", [](v1::TrainingClass& c) { c.set_seat_min(59); }},
      {"CLASS_DAYS_INVALID",
       [](v1::TrainingClass& c) { *c.mutable_end_date() = rpc::ToDate(CivilDay(2020, 1, 1)); }},
      {"CLASS_FEE_INVALID", [](v1::TrainingClass& c) { c.set_fee_payer(v1::FEE_PAYER_LEARNER); }},
      {"DIV_UNKNOWN", [](v1::TrainingClass& c) { c.set_site_division("divisions/420625999999"); }},
      {"USCC_LENGTH", [](v1::TrainingClass& c) { c.set_school_uscc("52420625"); }},
      {"NAME_INVALID", [](v1::TrainingClass& c) { c.add_needs("needs/1"); }},
  };
  for (const Case& c : kCases) {
    v1::CreateClassRequest request = ClassRequest();
    c.change(*request.mutable_training_class());
    EXPECT_EQ(CreateClass(request).reason, c.reason);
  }
  EXPECT_EQ(CreateClass(ClassRequest(), kNeighbour).reason, "NOT_FOUND");
}

TEST_F(ClassTest, ClassesOutsideTheScopeDoNotExist) {
  const std::string name = MakeClass().name();
  v1::GetClassRequest get;
  get.set_name(name);
  EXPECT_EQ(fixture_.Call(*classes_, &ClassStub::GetClass, get, kOfficer).reason, "");
  EXPECT_EQ(fixture_.Call(*classes_, &ClassStub::GetClass, get, kNeighbour).reason, "NOT_FOUND");
  EXPECT_EQ(
      fixture_
          .Call(*classes_, &ClassStub::SubmitClass, Named<v1::SubmitClassRequest>(name), kNeighbour)
          .reason,
      "NOT_FOUND");
  EXPECT_EQ(List({}, kOfficer).value.classes_size(), 1);
  EXPECT_EQ(List({}, kNeighbour).value.classes_size(), 0);
}

TEST_F(ClassTest, UpdateClassChangesWhatTheMaskNames) {
  v1::TrainingClass written = MakeClass();
  written.set_display_name("烹饪班");
  written.set_seat_max(40);
  const v1::TrainingClass changed = Update(written, {"display_name"}).value;
  EXPECT_EQ(changed.display_name(), "烹饪班");
  EXPECT_EQ(changed.seat_max(), 58);
  EXPECT_EQ(Update(written, {"display_name"}).reason, "ETAG_MISMATCH");
  written.clear_etag();
  EXPECT_EQ(Update(written, {"state"}).reason, "UPDATE_MASK_INVALID");
  written.set_seat_max(0);
  EXPECT_EQ(Update(written, {"seat_max"}).reason, "CLASS_SEATS_INVALID");
}

TEST_F(ClassTest, OfTwoWritersWithOneEtagOneIsTold) {
  const v1::TrainingClass made = MakeClass();
  std::vector<std::string> reasons(2);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < reasons.size(); ++i) {
    threads.emplace_back([&, i] {
      v1::TrainingClass written = made;
      written.set_display_name(absl::StrCat("班", i));
      reasons[i] = Update(written, {"display_name"}).reason;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(reasons.begin(), reasons.end()),
            (std::set<std::string>{"", "ETAG_MISMATCH"}));
}

TEST_F(ClassTest, OneRequestIdTwiceInParallelMakesOneClass) {
  const v1::CreateClassRequest request = ClassRequest();
  std::vector<Answer<v1::TrainingClass>> answers(2);
  std::vector<std::thread> threads;
  for (auto& answer : answers) threads.emplace_back([&] { answer = CreateClass(request); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(answers[0].reason, "");
  EXPECT_EQ(answers[1].reason, "");
  EXPECT_EQ(answers[0].value.name(), answers[1].value.name());
  EXPECT_EQ(fixture_.Count("SELECT COUNT(*) FROM training_class"), 1);
}

TEST_F(ClassTest, ListClassesWalksEachOrderUnderInserts) {
  std::set<std::string> made;
  for (int i = 0; i < 5; ++i) made.insert(MakeClass().name());
  for (const bool by_site : {false, true}) {
    v1::ListClassesRequest request;
    request.set_page_size(2);
    if (by_site) request.set_site_division("divisions/420625100000");
    std::vector<std::string> seen;
    do {
      const Answer<v1::ListClassesResponse> page = List(request);
      ASSERT_EQ(page.reason, "");
      for (const v1::TrainingClass& each : page.value.classes()) seen.push_back(each.name());
      request.set_page_token(page.value.next_page_token());
      if (seen.size() == 2) MakeClass();
    } while (!request.page_token().empty());
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size());
    for (const std::string& name : made) {
      EXPECT_EQ(std::count(seen.begin(), seen.end(), name), 1) << name;
    }
  }
}

TEST_F(ClassTest, ListClassesTestsItsFilters) {
  const std::string name = MakeClass().name();
  struct Case {
    void (*filter)(v1::ListClassesRequest&);
    int size;
  };
  const Case kCases[] = {
      {[](v1::ListClassesRequest& r) { r.set_school_uscc("52420625MJ0000018B"); }, 1},
      {[](v1::ListClassesRequest& r) { r.set_school_uscc("52420625MJ0000019A"); }, 0},
      {[](v1::ListClassesRequest& r) { r.set_state(v1::TrainingClass::DRAFT); }, 1},
      {[](v1::ListClassesRequest& r) { r.set_state(v1::TrainingClass::OPEN); }, 0},
      {[](v1::ListClassesRequest& r) { r.set_occupation("4-03-02-07"); }, 1},
      {[](v1::ListClassesRequest& r) { r.set_site_division("divisions/420625100014"); }, 0},
      {[](v1::ListClassesRequest& r) { *r.mutable_start_date_min() = rpc::ToDate(kStart + 3); }, 0},
      {[](v1::ListClassesRequest& r) { *r.mutable_start_date_max() = rpc::ToDate(kStart + 3); }, 1},
  };
  for (const Case& c : kCases) {
    v1::ListClassesRequest request;
    c.filter(request);
    EXPECT_EQ(List(request).value.classes_size(), c.size) << request.DebugString();
  }
  v1::ListClassesRequest wrong;
  wrong.set_site_division("divisions/4206");
  EXPECT_EQ(List(wrong).reason, "DIV_LENGTH");
  wrong.clear_site_division();
  wrong.set_page_token("x");
  EXPECT_EQ(List(wrong).reason, "PAGE_TOKEN_INVALID");
}

TEST_F(ClassTest, SessionsArePlannedInTheDraft) {
  const std::string name = MakeClass().name();
  v1::PlanSessionsRequest wrong = SessionsRequest(name);
  wrong.mutable_sessions(0)->set_end_minute(0);
  EXPECT_EQ(PlanSessions(wrong).reason, "SESSION_TIME_INVALID");
  wrong = SessionsRequest(name);
  *wrong.mutable_sessions(0)->mutable_day() = rpc::ToDate(kStart);
  EXPECT_EQ(PlanSessions(wrong).reason, "SESSION_OUTSIDE_CLASS");
  wrong = SessionsRequest(name);
  *wrong.add_sessions() = wrong.sessions(0);
  EXPECT_EQ(PlanSessions(wrong).reason, "SESSION_OVERLAP");

  const v1::PlanSessionsResponse planned = PlanSessions(SessionsRequest(name)).value;
  ASSERT_EQ(planned.sessions_size(), 4);
  EXPECT_EQ(GetClass(name).session_count(), 4);
  v1::GetSessionRequest get;
  get.set_name(planned.sessions(0).name());
  EXPECT_EQ(fixture_.Call(*sessions_, &SessionStub::GetSession, get).value.start_minute(), 480);
  EXPECT_EQ(fixture_.Call(*sessions_, &SessionStub::GetSession, get, kNeighbour).reason,
            "NOT_FOUND");
  v1::ListSessionsRequest list;
  list.set_parent(name);
  list.set_page_size(3);
  const auto first = fixture_.Call(*sessions_, &SessionStub::ListSessions, list).value;
  ASSERT_EQ(first.sessions_size(), 3);
  list.set_page_token(first.next_page_token());
  const auto second = fixture_.Call(*sessions_, &SessionStub::ListSessions, list).value;
  ASSERT_EQ(second.sessions_size(), 1);
  EXPECT_EQ(second.sessions(0).name(), planned.sessions(3).name());
  EXPECT_EQ(second.next_page_token(), "");

  EXPECT_EQ(Submit(name), "");
  EXPECT_EQ(PlanSessions(SessionsRequest(name)).reason, "CLASS_STATE");
}

TEST_F(ClassTest, StepsFollowTheirOrder) {
  const std::string name = MakeClass().name();
  EXPECT_EQ(Submit(name), "CLASS_WITHOUT_SESSIONS");
  EXPECT_EQ(Approve(name), "CLASS_STATE");
  EXPECT_EQ(Open(name), "CLASS_STATE");
  EXPECT_EQ(PlanSessions(SessionsRequest(name)).reason, "");
  EXPECT_EQ(Submit(name), "");
  EXPECT_EQ(Return(name, ""), "FIELD_REQUIRED");
  EXPECT_EQ(Return(name, "缺教师"), "");
  EXPECT_EQ(GetClass(name).return_reason(), "缺教师");
  EXPECT_EQ(Return(name, "缺教师"), "CLASS_STATE");
  EXPECT_EQ(Submit(name), "");
  EXPECT_EQ(Approve(name), "");
  EXPECT_EQ(Start(name), "CLASS_STATE");
  EXPECT_EQ(Open(name), "");
  EXPECT_EQ(Start(name), "DAY_NOT_REACHED");
  fixture_.SetToday(kStart + 2);
  EXPECT_EQ(Start(name), "CLASS_TOO_SMALL");
  const std::string learner = Enrolled(name);
  EXPECT_EQ(Start(name), "");
  EXPECT_EQ(GetEnrolment(learner).value.state(), v1::Enrolment::ATTENDING);
  EXPECT_EQ(End(name), "DAY_NOT_REACHED");
  EXPECT_EQ(Freeze(name), "CLASS_STATE");
  EXPECT_EQ(Assess(name), "CLASS_STATE");
}

TEST_F(ClassTest, ClassesMovedOffTheirSessionsAreNotSubmitted) {
  v1::TrainingClass written = MakeClass();
  EXPECT_EQ(PlanSessions(SessionsRequest(written.name())).reason, "");
  *written.mutable_start_date() = rpc::ToDate(kStart + 20);
  written.clear_etag();
  EXPECT_EQ(Update(written, {"start_date"}).reason, "");
  EXPECT_EQ(Submit(written.name()), "SESSION_OUTSIDE_CLASS");
}

TEST_F(ClassTest, CancelClassLetsEverybodyGo) {
  const std::string name = OpenedClass(1);
  const std::string seated = Enrolled(name);
  const std::string waiting = Apply(name, MakePerson()).value.name();
  EXPECT_EQ(Cancel(name, ""), "FIELD_REQUIRED");
  EXPECT_EQ(Cancel(name, "教师生病"), "");
  EXPECT_EQ(GetEnrolment(seated).value.state(), v1::Enrolment::EXCUSED);
  EXPECT_EQ(GetEnrolment(waiting).value.state(), v1::Enrolment::REJECTED);
  EXPECT_EQ(GetEnrolment(waiting).value.exit_reason(), v1::EXIT_REASON_CLASS_CANCELLED);
  const v1::TrainingClass cancelled = GetClass(name);
  EXPECT_EQ(cancelled.state(), v1::TrainingClass::CANCELLED);
  EXPECT_EQ(cancelled.waiting(), 0);
  EXPECT_EQ(cancelled.target_seats_held(), 0);
  EXPECT_EQ(Cancel(name, "教师生病"), "CLASS_STATE");
}

}  // namespace
}  // namespace ladder::training
