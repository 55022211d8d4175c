// The steps of a class, each with what it means for the class's enrolments. The class is locked and
// the seating begun; whoever calls finishes it.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "platform/rpc/call.h"
#include "platform/scope/scope.h"
#include "training-svc/domain/training_class.h"
#include "training-svc/rpc/seating.h"

namespace ladder::training {

// A site outside what the caller sees does not exist for them. NOT_FOUND.
absl::Status CheckSiteSeen(const TrainingClass& training_class, const Scope& scope);

// Tells and saves what an edit made of the class, and offers seats that it added.
absl::StatusOr<TrainingClass> SaveEdited(mysql::Transaction& tx, const rpc::Call& call,
                                         const TrainingClass& before, TrainingClass after);

// A step that means nothing for enrolments.
absl::Status TakeStep(Seating& seating, const ClassStep& step);
// The sessions must still lie in the class's days.
absl::Status Submit(Seating& seating);
// Everybody enrolled attends.
absl::Status Start(Seating& seating);
// Who still waits or was offered a seat is let go.
absl::Status End(Seating& seating);
// Keeps the digest of the attendance and tells it.
absl::Status FreezeAttendance(Seating& seating);
// Completes or fails every learner.
absl::Status Assess(Seating& seating);
// Lets everybody go.
absl::Status Cancel(Seating& seating, const std::string& reason);

}  // namespace ladder::training
