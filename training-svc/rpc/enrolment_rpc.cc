#include "training-svc/rpc/enrolment_rpc.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "training-svc/rpc/apply.h"
#include "training-svc/rpc/convert.h"
#include "training-svc/rpc/enrolment_convert.h"
#include "training-svc/rpc/enrolment_steps.h"
#include "training-svc/storage/certificates.h"
#include "training-svc/storage/classes.h"
#include "training-svc/storage/enrolments.h"

namespace ladder::training {
namespace {

// Locks the class, lets `change` move the enrolment named so, and answers with it.
template <typename F>
absl::StatusOr<v1::Enrolment> ChangeEnrolment(const rpc::Call& call, ServiceContext& context,
                                              const std::string& name, F change) {
  LADDER_ASSIGN_OR_RETURN(const ItemName item, ParseEnrolmentName(name));
  return context.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Enrolment> {
        LADDER_ASSIGN_OR_RETURN(const TrainingClass training_class, LockClassOf(tx, item.class_id));
        LADDER_ASSIGN_OR_RETURN(Enrolment enrolment,
                                training::GetEnrolment(tx, item.class_id, item.id, call.scope()));
        Seating seating = BeginSeating(tx, call.origin(), training_class);
        LADDER_RETURN_IF_ERROR(change(seating, enrolment));
        LADDER_RETURN_IF_ERROR(Finish(seating).status());
        return ToProto(enrolment);
      });
}

}  // namespace

void EnrolmentRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.training.v1.EnrolmentService")
      .Unary("GetEnrolment", this, &EnrolmentRpc::GetEnrolment)
      .Unary("ListEnrolments", this, &EnrolmentRpc::ListEnrolments)
      .Unary("CreateEnrolment", this, &EnrolmentRpc::CreateEnrolment)
      .Unary("ListWaitlist", this, &EnrolmentRpc::ListWaitlist)
      .Unary("AllocateSeats", this, &EnrolmentRpc::AllocateSeats)
      .Unary("AcceptEnrolment", this, &EnrolmentRpc::AcceptEnrolment)
      .Unary("RejectEnrolment", this, &EnrolmentRpc::RejectEnrolment)
      .Unary("DropEnrolment", this, &EnrolmentRpc::DropEnrolment)
      .Unary("ExcuseEnrolment", this, &EnrolmentRpc::ExcuseEnrolment)
      .Unary("CompleteEnrolment", this, &EnrolmentRpc::CompleteEnrolment)
      .Unary("RecordAssessment", this, &EnrolmentRpc::RecordAssessment);
}

absl::StatusOr<v1::Enrolment> EnrolmentRpc::GetEnrolment(const rpc::Call& call,
                                                         const v1::GetEnrolmentRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const ItemName item, ParseEnrolmentName(request.name()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Enrolment> {
        LADDER_ASSIGN_OR_RETURN(const Enrolment enrolment,
                                training::GetEnrolment(tx, item.class_id, item.id, call.scope()));
        v1::Enrolment proto = ToProto(enrolment);
        if (Waits(enrolment.state)) {
          LADDER_ASSIGN_OR_RETURN(const int position, WaitPosition(tx, enrolment));
          proto.set_wait_position(position);
        }
        LADDER_ASSIGN_OR_RETURN(const std::optional<Ulid> certificate, CertificateOf(tx, item.id));
        if (certificate) proto.set_certificate(NameOfCertificate(*certificate));
        return proto;
      });
}

absl::StatusOr<v1::ListEnrolmentsResponse> EnrolmentRpc::ListEnrolments(
    const rpc::Call& call, const v1::ListEnrolmentsRequest& request) {
  EnrolmentQuery query;
  if (request.parent() != "classes/-") {
    LADDER_ASSIGN_OR_RETURN(query.class_id, rpc::ParseId(kClassName, request.parent(), "parent"));
  }
  if (!request.person().empty()) {
    LADDER_ASSIGN_OR_RETURN(query.person, rpc::ParseId(kPersonName, request.person(), "person"));
  }
  if (request.state() != v1::Enrolment::STATE_UNSPECIFIED) {
    query.state = static_cast<EnrolmentState>(request.state());
  }
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  query.size = page.size;
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListEnrolmentsResponse> {
        if (query.class_id) {
          LADDER_RETURN_IF_ERROR(GetClass(tx, *query.class_id, call.scope()).status());
        }
        LADDER_ASSIGN_OR_RETURN(const auto listed,
                                training::ListEnrolments(tx, call.scope(), query));
        v1::ListEnrolmentsResponse response;
        for (const Enrolment& row : listed.rows) *response.add_enrolments() = ToProto(row);
        if (listed.more) {
          response.set_next_page_token(context_.pager.Next(call, page, listed.last.ToString()));
        }
        return response;
      });
}

absl::StatusOr<v1::Enrolment> EnrolmentRpc::CreateEnrolment(
    const rpc::Call& call, const v1::CreateEnrolmentRequest& request) {
  Application application;
  LADDER_ASSIGN_OR_RETURN(application.training_class,
                          rpc::ParseId(kClassName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(
      application.person,
      rpc::ParseId(kPersonName, request.enrolment().person(), "enrolment.person"));
  LADDER_ASSIGN_OR_RETURN(application.enrolment,
                          rpc::IdForCreate(request.enrolment_id(), call.now(), "enrolment_id"));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Enrolment> {
        LADDER_ASSIGN_OR_RETURN(const Enrolment enrolment, ApplyToClass(tx, call, application));
        return ToProto(enrolment);
      });
}

absl::StatusOr<v1::ListWaitlistResponse> EnrolmentRpc::ListWaitlist(
    const rpc::Call& call, const v1::ListWaitlistRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid class_id,
                          rpc::ParseId(kClassName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(const Ulid last, IdAfter(page));
  const std::optional<Ulid> after = page.first ? std::nullopt : std::optional<Ulid>(last);
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListWaitlistResponse> {
        LADDER_RETURN_IF_ERROR(GetClass(tx, class_id, call.scope()).status());
        LADDER_ASSIGN_OR_RETURN(std::vector<Enrolment> waiting,
                                Waitlist(tx, class_id, after, page.size + 1));
        v1::ListWaitlistResponse response;
        if (CutToPage(waiting, page)) {
          response.set_next_page_token(
              context_.pager.Next(call, page, waiting.back().root.id.ToBytes()));
        }
        if (waiting.empty()) return response;
        LADDER_ASSIGN_OR_RETURN(int position, WaitPosition(tx, waiting.front()));
        for (const Enrolment& enrolment : waiting) {
          v1::Enrolment& proto = *response.add_enrolments();
          proto = ToProto(enrolment);
          proto.set_wait_position(position++);
        }
        return response;
      });
}

absl::StatusOr<v1::AllocateSeatsResponse> EnrolmentRpc::AllocateSeats(
    const rpc::Call& call, const v1::AllocateSeatsRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid class_id,
                          rpc::ParseId(kClassName, request.parent(), "parent"));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::AllocateSeatsResponse> {
        LADDER_ASSIGN_OR_RETURN(const TrainingClass training_class,
                                LockClass(tx, class_id, call.scope()));
        Seating seating = BeginSeating(tx, call.origin(), training_class);
        LADDER_ASSIGN_OR_RETURN(const Allocation allocation, GiveOutSeats(seating));
        LADDER_ASSIGN_OR_RETURN(const TrainingClass after, Finish(seating));
        v1::AllocateSeatsResponse response;
        response.set_lapsed(allocation.lapsed);
        for (const Ulid& id : allocation.offered) {
          response.add_offered(NameOfEnrolment(class_id, id));
        }
        response.set_waiting(after.waiting);
        response.set_free_seats(after.facts.seat_max - after.seats.held());
        return response;
      });
}

absl::StatusOr<v1::Enrolment> EnrolmentRpc::AcceptEnrolment(
    const rpc::Call& call, const v1::AcceptEnrolmentRequest& request) {
  return ChangeEnrolment(
      call, context_, request.name(),
      [](Seating& seating, Enrolment& enrolment) { return Accept(seating, enrolment); });
}

absl::StatusOr<v1::Enrolment> EnrolmentRpc::RejectEnrolment(
    const rpc::Call& call, const v1::RejectEnrolmentRequest& request) {
  const EnrolmentStep step = {.event = EnrolmentEvent::kReject,
                              .exit_reason = static_cast<ExitReason>(request.exit_reason())};
  return ChangeEnrolment(
      call, context_, request.name(),
      [&](Seating& seating, Enrolment& enrolment) { return Leave(seating, enrolment, step); });
}

absl::StatusOr<v1::Enrolment> EnrolmentRpc::DropEnrolment(const rpc::Call& call,
                                                          const v1::DropEnrolmentRequest& request) {
  const EnrolmentStep step = {.event = EnrolmentEvent::kDrop,
                              .exit_reason = static_cast<ExitReason>(request.exit_reason())};
  return ChangeEnrolment(
      call, context_, request.name(),
      [&](Seating& seating, Enrolment& enrolment) { return Leave(seating, enrolment, step); });
}

absl::StatusOr<v1::Enrolment> EnrolmentRpc::ExcuseEnrolment(
    const rpc::Call& call, const v1::ExcuseEnrolmentRequest& request) {
  const EnrolmentStep step = {.event = EnrolmentEvent::kExcuse,
                              .exit_reason = static_cast<ExitReason>(request.exit_reason())};
  return ChangeEnrolment(
      call, context_, request.name(),
      [&](Seating& seating, Enrolment& enrolment) { return Leave(seating, enrolment, step); });
}

absl::StatusOr<v1::Enrolment> EnrolmentRpc::CompleteEnrolment(
    const rpc::Call& call, const v1::CompleteEnrolmentRequest& request) {
  return ChangeEnrolment(
      call, context_, request.name(),
      [](Seating& seating, Enrolment& enrolment) { return Complete(seating, enrolment); });
}

absl::StatusOr<v1::RecordAssessmentResponse> EnrolmentRpc::RecordAssessment(
    const rpc::Call& call, const v1::RecordAssessmentRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid class_id,
                          rpc::ParseId(kClassName, request.parent(), "parent"));
  LADDER_ASSIGN_OR_RETURN(const CivilDay day, rpc::ParseDate(request.day(), "day"));
  std::vector<LearnerMark> marks;
  for (int i = 0; i < request.marks_size(); ++i) {
    LADDER_ASSIGN_OR_RETURN(
        const ItemName learner,
        ParseEnrolmentName(request.marks(i).enrolment(), absl::StrCat("marks[", i, "].enrolment")));
    marks.push_back({.learner = learner, .mark = request.marks(i).mark()});
  }
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::RecordAssessmentResponse> {
        LADDER_ASSIGN_OR_RETURN(const TrainingClass training_class,
                                LockClass(tx, class_id, call.scope()));
        Seating seating = BeginSeating(tx, call.origin(), training_class);
        LADDER_ASSIGN_OR_RETURN(const int passed, RecordSitting(seating, marks, day));
        v1::RecordAssessmentResponse response;
        response.set_passed(passed);
        response.set_failed(static_cast<int>(marks.size()) - passed);
        return response;
      });
}

}  // namespace ladder::training
