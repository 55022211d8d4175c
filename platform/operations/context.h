// What the work of an operation is given: its request and input, and the way to do it step by step,
// so that it goes on after a crash where it had come to, on any replica.
#pragma once

#include <atomic>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/id/ulid.h"
#include "platform/mysql/database.h"
#include "platform/operations/operation.h"
#include "platform/operations/ownership.h"
#include "platform/scope/scope.h"

namespace ladder::operations {

// What the runner tells the work from its own thread. Each goes up once and stays.
struct Signals {
  std::atomic<bool> cancel_requested{false};
  std::atomic<bool> lost{false};      // another has claimed the operation
  std::atomic<bool> stopping{false};  // this process is
  std::atomic<bool> in_step{false};   // not a signal: a step is at work and will renew the lease
};

// Used by the one thread that runs the work. The arguments outlive it.
class OperationContext {
 public:
  OperationContext(mysql::Database& database, const Ownership& ownership, Claim claim,
                   Signals& signals);
  OperationContext(const OperationContext&) = delete;
  OperationContext& operator=(const OperationContext&) = delete;

  const Ulid& id() const { return claim_.id; }
  // Who started the operation, and what they might see when they did.
  const std::string& principal() const { return claim_.principal; }
  const Scope& scope() const { return claim_.scope; }
  const std::string& trace() const { return claim_.trace; }
  const std::string& request() const { return claim_.request; }  // serialized
  // What the last committed step returned; the work starts there. Empty data: from the beginning.
  const Checkpoint& checkpoint() const { return claim_.checkpoint; }

  int64_t input_bytes() const { return claim_.input_bytes; }
  int input_parts() const { return claim_.input_parts; }
  // Part 0 to input_parts() - 1, each at most kPartBytesMax.
  absl::StatusOr<std::string> ReadInputPart(int part) const;
  // All of it, at most kInputBytesMax.
  absl::StatusOr<std::string> ReadInput() const;

  // One step: `work` makes its changes and says where the operation then stands. Both are
  // committed together, or neither, and only while this process owns the operation, so each step
  // takes effect exactly once, whatever ends or stops in between. `work` is run again after a
  // deadlock or a lost connection, and keeps nothing from one run to the next; it takes a second at
  // most. What it returns as an error is returned, and nothing is changed.
  // OPERATION_CANCELLED, SHUTTING_DOWN or ABORTED when the work shall stop here: return that.
  absl::Status Step(absl::FunctionRef<absl::StatusOr<Checkpoint>(mysql::Transaction&)> work);

  // Shows how far long computing between two steps is; not from inside a step. Errors as of Step.
  absl::Status Report(const Progress& progress);

  // OK while the work shall go on; for long computing between steps, once a second at least.
  absl::Status Check() const;
  bool cancelled() const { return !Check().ok(); }

  // For reads, and for changes that do no harm when they are repeated; others belong in a step.
  mysql::Database& database() const { return database_; }

  // For the runner: the claim as the committed steps moved it on.
  const Claim& claim() const { return claim_; }

 private:
  absl::Status TakeNote(const Holding& holding) const;
  Progress Forward(Progress progress) const;

  mysql::Database& database_;
  const Ownership& ownership_;
  Claim claim_;
  Signals& signals_;
};

}  // namespace ladder::operations
