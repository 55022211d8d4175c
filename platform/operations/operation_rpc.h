// The handlers of a package's OperationService. Each package declares the service and its messages
// itself (see testdata/ladder/operationstest/v1/operation.proto, which a package copies under its
// own name) and needs no more than this, as server::Process::OfferOperations has it:
//
//   operations::OperationRpc<v1::OperationService, v1::OperationMetadata> operation_rpc(...);
//
// A handler that starts an operation answers in the request's own transaction:
//
//   NewOperation operation = operations::StartedBy(call, "registry.persons.import");
//   LADDER_ASSIGN_OR_RETURN(const Operation started, store.Start(tx, operation));
//   return operations::ToProto<pb::OperationMetadata>(store.NameOf(started.id), started);
#pragma once

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/longrunning/operations.pb.h"
#include "google/protobuf/empty.pb.h"
#include "platform/operations/operation.h"
#include "platform/operations/operation_store.h"
#include "platform/rpc/binder.h"
#include "platform/rpc/call.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/list_pages.h"
#include "platform/rpc/page.h"
#include "platform/rpc/transactor.h"
#include "platform/status/status.h"

namespace ladder::operations {

// What the call starts: its request is what the work is given. A handler that takes a file out of
// the request sets `request` and `input` itself.
NewOperation StartedBy(const rpc::Call& call, absl::string_view kind);

// Callers see their own operations. Whoever holds `{service}.operations.administer` sees all.
Viewer ViewerOf(const rpc::Call& call, absl::string_view service);

// Everything but the metadata.
google::longrunning::Operation ToBareProto(const std::string& name, const Operation& operation);

template <typename Metadata>
google::longrunning::Operation ToProto(const std::string& name, const Operation& operation) {
  google::longrunning::Operation proto = ToBareProto(name, operation);
  Metadata metadata;
  metadata.set_kind(operation.kind);
  metadata.set_principal(operation.principal);
  metadata.set_done_count(operation.progress.done);
  metadata.set_total_count(operation.progress.total);
  metadata.set_current_step(operation.progress.step);
  metadata.set_cancel_requested(operation.cancel_requested);
  metadata.set_receiving_input(operation.state == State::kReceiving);
  *metadata.mutable_create_time() = rpc::ToTimestamp(operation.created);
  *metadata.mutable_update_time() = rpc::ToTimestamp(operation.updated);
  if (operation.started) *metadata.mutable_start_time() = rpc::ToTimestamp(*operation.started);
  if (operation.ended) *metadata.mutable_end_time() = rpc::ToTimestamp(*operation.ended);
  proto.mutable_metadata()->PackFrom(metadata);
  return proto;
}

// The messages of one method, by the generated client's.
template <typename Method>
struct MessagesOf;
template <typename Stub, typename In, typename Out>
struct MessagesOf<grpc::Status (Stub::*)(grpc::ClientContext*, const In&, Out*)> {
  using Request = In;
  using Response = Out;
};

// `Service` and `Metadata` are the generated classes of the package's own.
template <typename Service, typename Metadata>
class OperationRpc {
  using Stub = typename Service::Stub;
  using GetRequest = typename MessagesOf<decltype(&Stub::GetOperation)>::Request;
  using ListRequest = typename MessagesOf<decltype(&Stub::ListOperations)>::Request;
  using ListResponse = typename MessagesOf<decltype(&Stub::ListOperations)>::Response;
  using CancelRequest = typename MessagesOf<decltype(&Stub::CancelOperation)>::Request;

 public:
  // The arguments outlive it.
  OperationRpc(rpc::Transactor& transactor, const rpc::Pager& pager, const OperationStore& store)
      : transactor_(transactor), pager_(pager), store_(store) {}

  void Bind(rpc::Binder& binder) {
    binder.Service(Service::service_full_name())
        .Unary("GetOperation", this, &OperationRpc::GetOperation)
        .Unary("ListOperations", this, &OperationRpc::ListOperations)
        .Unary("CancelOperation", this, &OperationRpc::CancelOperation);
  }

  absl::StatusOr<google::longrunning::Operation> GetOperation(const rpc::Call& call,
                                                              const GetRequest& request) {
    LADDER_ASSIGN_OR_RETURN(const Ulid id, store_.ParseName(request.name()));
    LADDER_ASSIGN_OR_RETURN(const Operation operation,
                            transactor_.Read(call, [&](mysql::Transaction& tx) {
                              return store_.Get(tx, id, ViewerOf(call, store_.service()));
                            }));
    return Show(operation);
  }

  absl::StatusOr<ListResponse> ListOperations(const rpc::Call& call, const ListRequest& request) {
    LADDER_ASSIGN_OR_RETURN(const rpc::Page page, pager_.Open(call));
    LADDER_ASSIGN_OR_RETURN(const Ulid before, rpc::IdAfter(page));
    const ListFilter filter = {.kind = request.kind(),
                               .unfinished_only = request.unfinished_only()};
    LADDER_ASSIGN_OR_RETURN(
        std::vector<Operation> operations, transactor_.Read(call, [&](mysql::Transaction& tx) {
          return store_.List(tx, ViewerOf(call, store_.service()), filter, before, page.size + 1);
        }));
    ListResponse response;
    if (rpc::CutToPage(operations, page)) {
      response.set_next_page_token(pager_.Next(call, page, operations.back().id.ToBytes()));
    }
    for (const Operation& operation : operations) *response.add_operations() = Show(operation);
    return response;
  }

  absl::StatusOr<google::protobuf::Empty> CancelOperation(const rpc::Call& call,
                                                          const CancelRequest& request) {
    LADDER_ASSIGN_OR_RETURN(const Ulid id, store_.ParseName(request.name()));
    return transactor_.Transact(
        call, [&](mysql::Transaction& tx) -> absl::StatusOr<google::protobuf::Empty> {
          LADDER_RETURN_IF_ERROR(store_.RequestCancel(tx, id, ViewerOf(call, store_.service())));
          return google::protobuf::Empty();
        });
  }

 private:
  google::longrunning::Operation Show(const Operation& operation) const {
    return ToProto<Metadata>(store_.NameOf(operation.id), operation);
  }

  rpc::Transactor& transactor_;
  const rpc::Pager& pager_;
  const OperationStore& store_;
};

}  // namespace ladder::operations
