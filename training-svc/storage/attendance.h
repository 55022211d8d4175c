// Who was at which session. Marks are written under the class's lock and never after the freeze.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "platform/mysql/database.h"
#include "training-svc/domain/attendance.h"
#include "training-svc/domain/correction.h"

namespace ladder::training {

// A session's marks in the order of enrolments after `after`, at most `limit`. The scope is checked
// with the class.
absl::StatusOr<std::vector<Mark>> ListMarks(mysql::Transaction& tx, const Ulid& class_id,
                                            const Ulid& session, const Ulid& after, int limit);

// Who wrote a mark, and when.
struct Recorder {
  std::string name = "";
  absl::Time at = absl::InfinitePast();
};

// New marks of a session.
absl::Status InsertMarks(mysql::Transaction& tx, const Ulid& class_id, const Ulid& session,
                         absl::Span<const Mark> marks, const Recorder& recorder);
// In place of a recorded mark, by a correction.
absl::Status ReplaceMark(mysql::Transaction& tx, const Ulid& class_id, const Ulid& session,
                         const Mark& mark, const Recorder& recorder);

// The sessions of the class at which each learner from `first` to `last` was present. Learners who
// were at none are missing.
using AttendedSessions = std::map<Ulid, std::vector<Attended>>;
absl::StatusOr<AttendedSessions> AttendedIn(mysql::Transaction& tx, const Ulid& class_id,
                                            const Ulid& first, const Ulid& last);

// ALREADY_EXISTS.
absl::Status InsertCorrection(mysql::Transaction& tx, const Ulid& class_id,
                              const Correction& correction);
// NOT_FOUND.
absl::StatusOr<Correction> GetCorrection(mysql::Transaction& tx, const Ulid& class_id,
                                         const Ulid& session, const Ulid& id);
// The second signature.
absl::Status SaveCorrection(mysql::Transaction& tx, const Ulid& class_id,
                            const Correction& correction);

}  // namespace ladder::training
