// Writing marks of a session while its class is locked and marks may be recorded.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "platform/mysql/database.h"
#include "training-svc/domain/attendance.h"
#include "training-svc/domain/correction.h"
#include "training-svc/domain/enrolment.h"
#include "training-svc/domain/training_class.h"
#include "training-svc/storage/attendance.h"

namespace ladder::training {

struct MarkedSession {
  TrainingClass training_class = {};
  Session session = {};
  Recorder recorder = {};
};

// Writes the marks that are new, and the session's count of who was present; returns how many
// learners the class has now. About the mark's field: NOT_A_LEARNER, CheckMark's refusals;
// CORRECTION_SIGNATURES for a mark that differs from the recorded one.
absl::StatusOr<int> RecordMarks(mysql::Transaction& tx, MarkedSession& at,
                                absl::Span<const Mark> marks);

// Keeps a correction of a learner's mark, which was signed once, and notes in it what the mark was.
// NOT_A_LEARNER.
absl::Status KeepCorrection(mysql::Transaction& tx, const MarkedSession& at,
                            Correction& correction);

// Writes the second signature and the mark.
absl::Status CorrectMark(mysql::Transaction& tx, MarkedSession& at, const Correction& correction);

}  // namespace ladder::training
