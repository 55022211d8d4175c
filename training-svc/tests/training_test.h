// What every test of training starts from: the service served, persons told by the registry,
// requests that are right.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ladder/events/v1/registry.pb.h"
#include "ladder/training/v1/certificate.grpc.pb.h"
#include "ladder/training/v1/class.grpc.pb.h"
#include "ladder/training/v1/enrolment.grpc.pb.h"
#include "ladder/training/v1/session.grpc.pb.h"
#include "platform/rpc/convert.h"
#include "platform/testing/service_fixture.h"
#include "platform/testing/status_matchers.h"
#include "training-svc/migrations/migrations.h"
#include "training-svc/rpc/attendance_rpc.h"
#include "training-svc/rpc/certificate_rpc.h"
#include "training-svc/rpc/class_rpc.h"
#include "training-svc/rpc/convert.h"
#include "training-svc/rpc/enrolment_rpc.h"
#include "training-svc/rpc/session_rpc.h"
#include "training-svc/tasks/registry_events.h"

namespace ladder::training {

using ClassStub = v1::ClassService::Stub;
using SessionStub = v1::SessionService::Stub;
using AttendanceStub = v1::AttendanceService::Stub;
using EnrolmentStub = v1::EnrolmentService::Stub;
using CertificateStub = v1::CertificateService::Stub;

class TrainingTest : public ServiceTest {
 protected:
  static constexpr CivilDay kStart = CivilDay(2020, 6, 1);
  // Officers of one community alone: of 锅底湖, where classes are held, and of its neighbour.
  static constexpr const char* kOfficer = kGuodihuOfficer;
  static constexpr const char* kNeighbour = kHujiajingOfficer;

  TrainingTest() : ServiceTest("training", Migrations(), kStart) {
    rpc::Binder binder;
    class_rpc_.Bind(binder);
    session_rpc_.Bind(binder);
    attendance_rpc_.Bind(binder);
    enrolment_rpc_.Bind(binder);
    certificate_rpc_.Bind(binder);
    fixture_.Serve(binder);
    classes_ = v1::ClassService::NewStub(fixture_.channel());
    sessions_ = v1::SessionService::NewStub(fixture_.channel());
    attendance_ = v1::AttendanceService::NewStub(fixture_.channel());
    enrolments_ = v1::EnrolmentService::NewStub(fixture_.channel());
    certificates_ = v1::CertificateService::NewStub(fixture_.channel());
  }

  // What the registry tells of a person of 40: of a poor household when `target`.
  events::v1::PersonChanged PersonEvent(int64_t division, bool target = true) {
    events::v1::PersonChanged event;
    event.set_person(absl::StrCat("persons/", Ulid::New(absl::Now()).ToString()));
    event.set_sex(ladder::registry::v1::SEX_MALE);
    *event.mutable_birth() = rpc::ToDate(CivilDay(1980, 3, 2));
    event.set_register_division(division);
    event.set_residence_division(division);
    event.set_presence(ladder::registry::v1::PRESENCE_LISTED);
    events::v1::ClassPeriod& period = *event.add_class_periods();
    period.set_primary_class(ladder::registry::v1::PRIMARY_CLASS_U_SEEKING);
    *period.mutable_valid_from() = rpc::ToDate(CivilDay(2020, 1, 1));
    events::v1::HouseholdPeriod& household = *event.add_household_periods();
    household.set_household_class(target ? ladder::registry::v1::HOUSEHOLD_CLASS_REGISTERED_POOR
                                         : ladder::registry::v1::HOUSEHOLD_CLASS_NONE);
    *household.mutable_valid_from() = rpc::ToDate(CivilDay(2019, 1, 1));
    return event;
  }
  absl::Status Tell(const events::v1::PersonChanged& event) {
    return ServiceTest::Tell(RegistryHandlers(), event, {.aggregate = event.person()});
  }
  // Its name.
  std::string MakePerson(int64_t division = kGuodihu, bool target = true) {
    const events::v1::PersonChanged event = PersonEvent(division, target);
    EXPECT_THAT(Tell(event), IsOk());
    return event.person();
  }

  v1::CreateClassRequest ClassRequest(int seat_max = 58) {
    v1::CreateClassRequest request;
    request.set_request_id(NextRequestId());
    v1::TrainingClass& written = *request.mutable_training_class();
    written.set_display_name("锅底湖烘焙班");
    written.set_occupation("4-03-02-07");
    written.set_certificate_level(ladder::registry::v1::SKILL_LEVEL_SPECIAL);
    v1::Module& module = *written.add_modules();
    module.set_kind(v1::MODULE_KIND_SKILL);
    module.set_title("蛋糕");
    module.set_hours(80);
    *written.mutable_start_date() = rpc::ToDate(kStart + 2);
    *written.mutable_end_date() = rpc::ToDate(kStart + 30);
    written.set_site_division(NameOfDivision(kGuodihu));
    written.set_school_uscc("52420625MJ0000018B");
    written.set_seat_min(1);
    written.set_seat_max(seat_max);
    written.set_fee_payer(v1::FEE_PAYER_FREE);
    return request;
  }
  Answer<v1::TrainingClass> CreateClass(const v1::CreateClassRequest& request,
                                        const std::string& identity = kEverybody) {
    return fixture_.Call(*classes_, &ClassStub::CreateClass, request, identity);
  }
  v1::TrainingClass MakeClass(const v1::CreateClassRequest& request) {
    const Answer<v1::TrainingClass> answer = CreateClass(request);
    EXPECT_EQ(answer.reason, "");
    return answer.value;
  }
  v1::TrainingClass MakeClass() { return MakeClass(ClassRequest()); }
  v1::TrainingClass GetClass(const std::string& name) {
    v1::GetClassRequest request;
    request.set_name(name);
    return fixture_.Call(*classes_, &ClassStub::GetClass, request).value;
  }

  // Two sessions on each of the first `days` days from the class's third day on.
  v1::PlanSessionsRequest SessionsRequest(const std::string& name, int days = 2) {
    auto request = Below<v1::PlanSessionsRequest>(name);
    for (int day = 0; day < days; ++day) {
      for (const int hour : {8, 14}) {
        v1::Session& session = *request.add_sessions();
        *session.mutable_day() = rpc::ToDate(kStart + 4 + day);
        session.set_start_minute(hour * 60);
        session.set_end_minute((hour + 3) * 60);
      }
    }
    return request;
  }
  Answer<v1::PlanSessionsResponse> PlanSessions(const v1::PlanSessionsRequest& request) {
    return fixture_.Call(*sessions_, &SessionStub::PlanSessions, request);
  }

  // The steps, each by the class's name; the answer's reason is "" when it was taken.
  template <typename Request>
  std::string Step(grpc::Status (ClassStub::*method)(grpc::ClientContext*, const Request&,
                                                     v1::TrainingClass*),
                   const std::string& name) {
    return fixture_.Call(*classes_, method, Named<Request>(name)).reason;
  }
  std::string Submit(const std::string& name) { return Step(&ClassStub::SubmitClass, name); }
  std::string Approve(const std::string& name) { return Step(&ClassStub::ApproveClass, name); }
  std::string Open(const std::string& name) { return Step(&ClassStub::OpenClass, name); }
  std::string Start(const std::string& name) { return Step(&ClassStub::StartClass, name); }
  std::string End(const std::string& name) { return Step(&ClassStub::EndClass, name); }
  std::string Freeze(const std::string& name) { return Step(&ClassStub::FreezeClass, name); }
  std::string Assess(const std::string& name) { return Step(&ClassStub::AssessClass, name); }
  std::string Return(const std::string& name, const std::string& reason) {
    auto request = Named<v1::ReturnClassRequest>(name);
    request.set_reason(reason);
    return fixture_.Call(*classes_, &ClassStub::ReturnClass, request).reason;
  }
  std::string Cancel(const std::string& name, const std::string& reason) {
    auto request = Named<v1::CancelClassRequest>(name);
    request.set_reason(reason);
    return fixture_.Call(*classes_, &ClassStub::CancelClass, request).reason;
  }
  // The name of a class that people may apply to.
  std::string OpenedClass(const v1::CreateClassRequest& request) {
    const std::string name = MakeClass(request).name();
    EXPECT_EQ(PlanSessions(SessionsRequest(name)).reason, "");
    EXPECT_EQ(Submit(name), "");
    EXPECT_EQ(Approve(name), "");
    EXPECT_EQ(Open(name), "");
    return name;
  }
  std::string OpenedClass(int seat_max) { return OpenedClass(ClassRequest(seat_max)); }

  v1::CreateEnrolmentRequest ApplyRequest(const std::string& parent, const std::string& person) {
    auto request = Below<v1::CreateEnrolmentRequest>(parent);
    request.mutable_enrolment()->set_person(person);
    return request;
  }
  Answer<v1::Enrolment> Apply(const std::string& parent, const std::string& person,
                              const std::string& identity = kEverybody) {
    return fixture_.Call(*enrolments_, &EnrolmentStub::CreateEnrolment,
                         ApplyRequest(parent, person), identity);
  }
  Answer<v1::Enrolment> Accept(const std::string& name) {
    return fixture_.Call(*enrolments_, &EnrolmentStub::AcceptEnrolment,
                         Named<v1::AcceptEnrolmentRequest>(name));
  }
  Answer<v1::Enrolment> GetEnrolment(const std::string& name,
                                     const std::string& identity = kEverybody) {
    v1::GetEnrolmentRequest request;
    request.set_name(name);
    return fixture_.Call(*enrolments_, &EnrolmentStub::GetEnrolment, request, identity);
  }
  // A new person's seat in the class.
  std::string Enrolled(const std::string& parent) {
    const std::string name = Apply(parent, MakePerson()).value.name();
    EXPECT_EQ(Accept(name).reason, "");
    return name;
  }
  template <typename Request>
  Answer<v1::Enrolment> Leave(grpc::Status (EnrolmentStub::*method)(grpc::ClientContext*,
                                                                    const Request&, v1::Enrolment*),
                              const std::string& name, v1::ExitReason reason) {
    auto request = Named<Request>(name);
    request.set_exit_reason(reason);
    return fixture_.Call(*enrolments_, method, request);
  }

  ServiceContext context_{
      .transactor = fixture_.transactor(), .pager = fixture_.pager(), .divisions = AllDivisions()};
  ClassRpc class_rpc_{context_};
  SessionRpc session_rpc_{context_};
  AttendanceRpc attendance_rpc_{context_};
  EnrolmentRpc enrolment_rpc_{context_};
  CertificateRpc certificate_rpc_{context_};

  std::unique_ptr<ClassStub> classes_;
  std::unique_ptr<SessionStub> sessions_;
  std::unique_ptr<AttendanceStub> attendance_;
  std::unique_ptr<EnrolmentStub> enrolments_;
  std::unique_ptr<CertificateStub> certificates_;
};

}  // namespace ladder::training
