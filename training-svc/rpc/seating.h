// Changes of a class's enrolments while its row is locked: each is told and saved, and the class's
// count of seats follows. The handlers of classes and of enrolments share it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"
#include "training-svc/domain/enrolment.h"
#include "training-svc/domain/training_class.h"

namespace ladder::training {

struct Seating {
  mysql::Transaction& tx;
  const feed::Origin origin;
  const TrainingClass before;    // as locked
  TrainingClass training_class;  // as it becomes
};

Seating BeginSeating(mysql::Transaction& tx, const feed::Origin& origin,
                     const TrainingClass& training_class);

// Takes the step by the class as it becomes, and saves the enrolment. ApplyStep's refusals.
absl::Status Move(Seating& seating, Enrolment& enrolment, const EnrolmentStep& step);

// Offers the free seats to who waits, in seat order, while the class takes applications. `fresh`,
// when given, waits too, but has no row yet: it is changed alone. Returns who was offered a seat.
absl::StatusOr<std::vector<Ulid>> OfferSeats(Seating& seating, Enrolment* fresh = nullptr);

// Lets everybody in one of the states go, for that reason.
absl::Status LetGo(Seating& seating, absl::Span<const EnrolmentState> states,
                   const EnrolmentStep& step);

// Tells and saves the class when it changed, and returns it.
absl::StatusOr<TrainingClass> Finish(Seating& seating);

}  // namespace ladder::training
