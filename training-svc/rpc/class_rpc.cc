#include "training-svc/rpc/class_rpc.h"

#include <utility>
#include <vector>

#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "training-svc/rpc/class_convert.h"
#include "training-svc/rpc/class_steps.h"
#include "training-svc/rpc/convert.h"
#include "training-svc/rpc/events.h"
#include "training-svc/storage/classes.h"

namespace ladder::training {
namespace {

// Locks the class named so, lets `change` make of it what it becomes, and answers with that.
template <typename F>
absl::StatusOr<v1::TrainingClass> ChangeClass(const rpc::Call& call, ServiceContext& context,
                                              const std::string& name, F change) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kClassName, name));
  return context.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::TrainingClass> {
        LADDER_ASSIGN_OR_RETURN(const TrainingClass before, LockClass(tx, id, call.scope()));
        Seating seating = BeginSeating(tx, call.origin(), before);
        LADDER_RETURN_IF_ERROR(change(seating));
        LADDER_ASSIGN_OR_RETURN(const TrainingClass after, Finish(seating));
        return ToProto(after);
      });
}

}  // namespace

void ClassRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.training.v1.ClassService")
      .Unary("GetClass", this, &ClassRpc::GetClass)
      .Unary("ListClasses", this, &ClassRpc::ListClasses)
      .Unary("CreateClass", this, &ClassRpc::CreateClass)
      .Unary("UpdateClass", this, &ClassRpc::UpdateClass)
      .Unary("SubmitClass", this, &ClassRpc::SubmitClass)
      .Unary("ReturnClass", this, &ClassRpc::ReturnClass)
      .Unary("ApproveClass", this, &ClassRpc::ApproveClass)
      .Unary("OpenClass", this, &ClassRpc::OpenClass)
      .Unary("StartClass", this, &ClassRpc::StartClass)
      .Unary("EndClass", this, &ClassRpc::EndClass)
      .Unary("FreezeClass", this, &ClassRpc::FreezeClass)
      .Unary("AssessClass", this, &ClassRpc::AssessClass)
      .Unary("CancelClass", this, &ClassRpc::CancelClass);
}

absl::StatusOr<v1::TrainingClass> ClassRpc::GetClass(const rpc::Call& call,
                                                     const v1::GetClassRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kClassName, request.name()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::TrainingClass> {
        LADDER_ASSIGN_OR_RETURN(const TrainingClass training_class,
                                training::GetClass(tx, id, call.scope()));
        return ToProto(training_class);
      });
}

absl::StatusOr<v1::ListClassesResponse> ClassRpc::ListClasses(
    const rpc::Call& call, const v1::ListClassesRequest& request) {
  LADDER_ASSIGN_OR_RETURN(ClassQuery query, ParseQuery(request, context_.divisions));
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  query.size = page.size;
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListClassesResponse> {
        LADDER_ASSIGN_OR_RETURN(const auto listed, training::ListClasses(tx, call.scope(), query));
        v1::ListClassesResponse response;
        for (const TrainingClass& row : listed.rows) *response.add_classes() = ToProto(row);
        if (listed.more) {
          response.set_next_page_token(context_.pager.Next(call, page, listed.last.ToString()));
        }
        return response;
      });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::CreateClass(const rpc::Call& call,
                                                        const v1::CreateClassRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::IdForCreate(request.class_id(), call.now(), "class_id"));
  LADDER_ASSIGN_OR_RETURN(const ClassDraft draft,
                          ParseDraft(request.training_class(), context_.divisions));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::TrainingClass> {
        LADDER_ASSIGN_OR_RETURN(const ClassRules rules, RulesOn(tx, call.today()));
        absl::StatusOr<TrainingClass> drafted = DraftClass(draft, rules);
        if (!drafted.ok()) return UnderField(drafted.status(), "training_class");
        LADDER_RETURN_IF_ERROR(CheckSiteSeen(*drafted, call.scope()));
        drafted->root = {.id = id, .version = 1, .last_event = Ulid()};
        LADDER_ASSIGN_OR_RETURN(drafted->drafted_at, tx.DatabaseNow());
        LADDER_RETURN_IF_ERROR(EmitClass(tx, call.origin(), *drafted));
        LADDER_RETURN_IF_ERROR(InsertClass(tx, *drafted));
        return ToProto(*drafted);
      });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::UpdateClass(const rpc::Call& call,
                                                        const v1::UpdateClassRequest& request) {
  const v1::TrainingClass& written = request.training_class();
  LADDER_ASSIGN_OR_RETURN(const Ulid id,
                          rpc::ParseId(kClassName, written.name(), "training_class.name"));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::TrainingClass> {
        LADDER_ASSIGN_OR_RETURN(const TrainingClass before, LockClass(tx, id, call.scope()));
        LADDER_RETURN_IF_ERROR(rpc::CheckEtag(written.etag(), before.root.version));
        LADDER_ASSIGN_OR_RETURN(
            const ClassDraft draft,
            Patch(before.facts, written, request.update_mask(), context_.divisions));
        absl::StatusOr<TrainingClass> edited = EditClass(before, draft);
        if (!edited.ok()) return UnderField(edited.status(), "training_class");
        LADDER_RETURN_IF_ERROR(CheckSiteSeen(*edited, call.scope()));
        LADDER_ASSIGN_OR_RETURN(const TrainingClass after,
                                SaveEdited(tx, call, before, *std::move(edited)));
        return ToProto(after);
      });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::SubmitClass(const rpc::Call& call,
                                                        const v1::SubmitClassRequest& request) {
  return ChangeClass(call, context_, request.name(),
                     [](Seating& seating) { return Submit(seating); });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::ReturnClass(const rpc::Call& call,
                                                        const v1::ReturnClassRequest& request) {
  return ChangeClass(call, context_, request.name(), [&](Seating& seating) {
    return TakeStep(seating, {.event = ClassEvent::kReturn, .reason = request.reason()});
  });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::ApproveClass(const rpc::Call& call,
                                                         const v1::ApproveClassRequest& request) {
  return ChangeClass(call, context_, request.name(), [](Seating& seating) {
    return TakeStep(seating, {.event = ClassEvent::kApprove});
  });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::OpenClass(const rpc::Call& call,
                                                      const v1::OpenClassRequest& request) {
  return ChangeClass(call, context_, request.name(), [](Seating& seating) {
    return TakeStep(seating, {.event = ClassEvent::kOpen});
  });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::StartClass(const rpc::Call& call,
                                                       const v1::StartClassRequest& request) {
  return ChangeClass(call, context_, request.name(),
                     [](Seating& seating) { return Start(seating); });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::EndClass(const rpc::Call& call,
                                                     const v1::EndClassRequest& request) {
  return ChangeClass(call, context_, request.name(), [](Seating& seating) { return End(seating); });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::FreezeClass(const rpc::Call& call,
                                                        const v1::FreezeClassRequest& request) {
  return ChangeClass(call, context_, request.name(),
                     [](Seating& seating) { return FreezeAttendance(seating); });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::AssessClass(const rpc::Call& call,
                                                        const v1::AssessClassRequest& request) {
  return ChangeClass(call, context_, request.name(),
                     [](Seating& seating) { return Assess(seating); });
}

absl::StatusOr<v1::TrainingClass> ClassRpc::CancelClass(const rpc::Call& call,
                                                        const v1::CancelClassRequest& request) {
  return ChangeClass(call, context_, request.name(),
                     [&](Seating& seating) { return Cancel(seating, request.reason()); });
}

}  // namespace ladder::training
