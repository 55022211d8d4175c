// What the tests of operations share with the worker process they run: the table of effects, a seal
// and the kind that makes things, one a step.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/wrappers.pb.h"
#include "platform/mysql/database.h"
#include "platform/operations/context.h"
#include "platform/operations/operation_store.h"
#include "platform/operations/runner.h"
#include "platform/operations/seal.h"

namespace ladder::operations {

inline constexpr char kMakeThings[] = "test.things.make";

// `thing` has no key: a step that takes effect twice makes two rows. `refused` is for what a
// stalled owner was told.
void MakeThingTables(mysql::Database& database);

// Not a cipher: it scrambles by the context, so that a test sees whether a text is stored in clear
// and whether it opens elsewhere.
Seal ScramblingSeal();

// Short, so that a test need not wait.
RunnerOptions QuickOptions();

struct MakeThings {
  using Request = google::protobuf::Int64Value;
  using Response = google::protobuf::Int64Value;

  // Called with the number of the thing about to be made: before its step, and in it after the row
  // was written.
  std::function<absl::Status(OperationContext&, int64_t)> before = nullptr;
  std::function<void(int64_t)> inside = nullptr;

  // Makes things 1 to request.value(), one a step; answers how many. A refusal of Step is written
  // to `refused` and returned.
  absl::StatusOr<Response> operator()(OperationContext& context, const Request& request) const;
};

}  // namespace ladder::operations
