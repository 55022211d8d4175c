#include "platform/operations/context.h"

#include <algorithm>
#include <utility>

#include "ladder/options/v1/reasons.h"
#include "platform/server/crash_point.h"
#include "platform/status/status.h"

namespace ladder::operations {

using server::CrashPoint;

OperationContext::OperationContext(mysql::Database& database, const Ownership& ownership,
                                   Claim claim, Signals& signals)
    : database_(database), ownership_(ownership), claim_(std::move(claim)), signals_(signals) {}

absl::StatusOr<std::string> OperationContext::ReadInputPart(int part) const {
  return database_.Read(
      [&](mysql::Transaction& tx) { return ownership_.ReadPart(tx, claim_.id, part); });
}

absl::StatusOr<std::string> OperationContext::ReadInput() const {
  std::string input;
  input.reserve(static_cast<size_t>(claim_.input_bytes));
  for (int part = 0; part < claim_.input_parts; ++part) {
    LADDER_ASSIGN_OR_RETURN(const std::string content, ReadInputPart(part));
    input += content;
  }
  return input;
}

absl::Status OperationContext::Check() const {
  if (signals_.lost) return absl::AbortedError("the operation has another owner");
  if (signals_.cancel_requested) return Refuse(Reason::kOperationCancelled);
  if (signals_.stopping) return Refuse(Reason::kShuttingDown);
  return absl::OkStatus();
}

// Ownership that is lost and a wish to cancel are final, so both may be noted in a transaction that
// is rolled back.
absl::Status OperationContext::TakeNote(const Holding& holding) const {
  if (!holding.ours) signals_.lost = true;
  if (holding.cancel_requested) signals_.cancel_requested = true;
  return Check();
}

Progress OperationContext::Forward(Progress progress) const {
  progress.done = std::max(progress.done, claim_.checkpoint.progress.done);
  return progress;
}

absl::Status OperationContext::Step(
    absl::FunctionRef<absl::StatusOr<Checkpoint>(mysql::Transaction&)> work) {
  LADDER_RETURN_IF_ERROR(Check());
  Checkpoint next;
  signals_.in_step = true;
  const absl::Status status =
      database_.Transact({.repeatable = true}, [&](mysql::Transaction& tx) -> absl::Status {
        LADDER_ASSIGN_OR_RETURN(const Holding holding,
                                ownership_.LockHolding(tx, claim_.id, claim_.fence));
        // The run before this one committed, and only the answer was lost: `next` is its outcome.
        if (holding.ours && holding.steps == claim_.steps + 1) return absl::OkStatus();
        LADDER_RETURN_IF_ERROR(TakeNote(holding));
        CrashPoint("operations.step.begun");
        LADDER_ASSIGN_OR_RETURN(next, work(tx));
        if (static_cast<int64_t>(next.data.size()) > kCheckpointBytesMax) {
          return Refuse(Reason::kTransactionTooLarge);
        }
        next.progress = Forward(std::move(next.progress));
        CrashPoint("operations.step.worked");
        LADDER_RETURN_IF_ERROR(
            ownership_.SaveStep(tx, claim_.id, claim_.fence, claim_.steps + 1, next));
        CrashPoint("operations.step.saved");
        return absl::OkStatus();
      });
  signals_.in_step = false;
  LADDER_RETURN_IF_ERROR(status);
  ++claim_.steps;
  claim_.tries = 1;
  claim_.checkpoint = std::move(next);
  CrashPoint("operations.step.committed");
  return absl::OkStatus();
}

absl::Status OperationContext::Report(const Progress& progress) {
  LADDER_RETURN_IF_ERROR(Check());
  const Progress forward = Forward(progress);
  const absl::Status status =
      database_.Transact({.repeatable = true}, [&](mysql::Transaction& tx) -> absl::Status {
        LADDER_ASSIGN_OR_RETURN(const Holding holding,
                                ownership_.LockHolding(tx, claim_.id, claim_.fence));
        LADDER_RETURN_IF_ERROR(TakeNote(holding));
        return ownership_.SaveProgress(tx, claim_.id, claim_.fence, forward);
      });
  LADDER_RETURN_IF_ERROR(status);
  claim_.checkpoint.progress = forward;
  return absl::OkStatus();
}

}  // namespace ladder::operations
