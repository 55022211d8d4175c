// A person's application to a class.
#pragma once

#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "platform/rpc/call.h"
#include "training-svc/domain/enrolment.h"

namespace ladder::training {

struct Application {
  Ulid training_class = {};
  Ulid person = {};
  Ulid enrolment = {};  // the id to give it
};

// Writes the application: offered a seat, waiting for one, or kept for the class's day of
// allocation. The class may be outside the caller's scope, the person not. NOT_FOUND; refusals of
// CheckTakesApplications, CheckRoomToWait and CheckEligible.
absl::StatusOr<Enrolment> ApplyToClass(mysql::Transaction& tx, const rpc::Call& call,
                                       const Application& application);

}  // namespace ladder::training
