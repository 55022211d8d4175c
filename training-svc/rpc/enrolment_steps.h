// The steps of enrolments beyond a single move, while the class is locked. Whoever calls finishes
// the seating.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "training-svc/rpc/convert.h"
#include "training-svc/rpc/seating.h"

namespace ladder::training {

// Takes the offered seat; in a class that runs the learner attends at once.
absl::Status Accept(Seating& seating, Enrolment& enrolment);
// Ends the enrolment before its time, and offers a seat that it freed.
absl::Status Leave(Seating& seating, Enrolment& enrolment, const EnrolmentStep& step);
// By the frozen attendance and the marks.
absl::Status Complete(Seating& seating, Enrolment& enrolment);

// Lets offers lapse whose days are over; returns how many did.
absl::StatusOr<int> LapseOffers(Seating& seating);

struct Allocation {
  int lapsed = 0;
  std::vector<Ulid> offered = {};
};

// Lets offers lapse whose days are over and offers every free seat; who applied and got none
// waits. CheckMayAllocate's refusals.
absl::StatusOr<Allocation> GiveOutSeats(Seating& seating);

struct LearnerMark {
  ItemName learner = {};
  int mark = 0;
};

// Records a sitting's marks; returns how many passed. CLASS_STATE; about the field of the mark:
// NOT_A_LEARNER and Sit's refusals.
absl::StatusOr<int> RecordSitting(Seating& seating, absl::Span<const LearnerMark> marks,
                                  CivilDay day);

}  // namespace ladder::training
