// Operations as their callers see them: started in the request's own transaction, looked up,
// listed, cancelled. The owner's side is ownership.h. Used by handlers, by way of operation_rpc.h.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "platform/id/ulid.h"
#include "platform/mysql/database.h"
#include "platform/operations/doorbell.h"
#include "platform/operations/operation.h"
#include "platform/operations/seal.h"
#include "platform/scope/scope.h"

namespace ladder::operations {

// What a request starts.
struct NewOperation {
  std::string kind = "";  // as a Runner has it: "registry.persons.import"; at most 128 characters
  const google::protobuf::Message* request = nullptr;  // what the work is given; stored sealed
  std::string principal = "";                          // who may see and cancel it
  Scope scope = {};                                    // what the work may see and change
  std::string trace = "";                              // traceparent of the request
  absl::Time now = absl::UnixEpoch();                  // of the system clock, for the id
  absl::string_view input = "";  // a file's content, say; stored in sealed parts
  bool receives_input = false;   // more input follows: it waits for CloseInput
};

// For whom operations are looked up: everybody's, or only those of `principal`.
struct Viewer {
  std::string principal = "";
  bool all = false;
};

struct ListFilter {
  std::string kind = "";         // empty: every kind
  bool unfinished_only = false;  // without those that succeeded, failed or were cancelled
};

// Thread-safe. An operation that the viewer may not see is NOT_FOUND.
class OperationStore {
 public:
  // `service` is the first segment of every name: "registry". `doorbell`, of the process's runner,
  // may be null and outlives this.
  OperationStore(std::string service, Seal seal, Doorbell* doorbell);

  const std::string& service() const { return service_; }
  const Seal& seal() const { return seal_; }

  // "registry/operations/01H..."
  std::string NameOf(const Ulid& id) const;
  // NAME_INVALID about the field `name`.
  absl::StatusOr<Ulid> ParseName(absl::string_view name) const;

  // Stores a new operation; a runner takes it after the commit. REQUEST_TOO_LARGE for more input
  // than kInputBytesMax.
  absl::StatusOr<Operation> Start(mysql::Transaction& tx, const NewOperation& operation) const;
  // Adds to the end of the input of an operation that was started with `receives_input`.
  // OPERATION_INPUT_CLOSED after CloseInput or when it has ended, REQUEST_TOO_LARGE beyond
  // kInputBytesMax.
  absl::Status AppendInput(mysql::Transaction& tx, const Ulid& id, const Viewer& viewer,
                           absl::string_view input) const;
  // The input is complete: a runner may take it. Nothing happens the second time.
  // OPERATION_INPUT_CLOSED when it was cancelled before.
  absl::Status CloseInput(mysql::Transaction& tx, const Ulid& id, const Viewer& viewer) const;

  absl::StatusOr<Operation> Get(mysql::Transaction& tx, const Ulid& id, const Viewer& viewer) const;
  // At most `limit`, newest first, without results; those started before `before`, when it is not
  // zero.
  absl::StatusOr<std::vector<Operation>> List(mysql::Transaction& tx, const Viewer& viewer,
                                              const ListFilter& filter, const Ulid& before,
                                              int limit) const;
  // Ends an operation that nobody works on at once as cancelled; one at work is asked to stop
  // between two steps. One that has ended stays as it is.
  absl::Status RequestCancel(mysql::Transaction& tx, const Ulid& id, const Viewer& viewer) const;

 private:
  struct Root;
  absl::StatusOr<Root> Lock(mysql::Transaction& tx, const Ulid& id, const Viewer& viewer) const;
  absl::Status InsertParts(mysql::Transaction& tx, const Ulid& id, int first_part,
                           absl::string_view input, int* parts) const;
  void RingOnCommit(mysql::Transaction& tx) const;

  const std::string service_;
  const Seal seal_;
  Doorbell* const doorbell_;
};

// Deletes operations that ended longer ago than `retention`, and uploads that were begun longer ago
// and never closed, with their parts; an operation a transaction. Returns how many.
absl::StatusOr<int> PruneOperations(mysql::Database& database, absl::Duration retention);

}  // namespace ladder::operations
