// A class's attendance as it was recorded: the sessions, and what each learner attended.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "platform/mysql/database.h"
#include "training-svc/domain/enrolment.h"
#include "training-svc/domain/session.h"

namespace ladder::training {

struct Learner {
  Enrolment enrolment = {};
  Tally tally = {};
};

struct Record {
  std::vector<Session> sessions = {};
  std::vector<Learner> learners = {};  // in the order of persons
};

// As it stands on `day` for the freeze: who left by then without having attended anything is no
// part of it.
absl::StatusOr<Record> LoadRecord(mysql::Transaction& tx, const Ulid& class_id, CivilDay day);

// Whoever was taught in the class, to its end or not, in the order of ids.
absl::StatusOr<std::vector<Enrolment>> LearnersOf(mysql::Transaction& tx, const Ulid& class_id);

// What these enrolments of the class attended, in their order.
absl::StatusOr<std::vector<Learner>> LoadLearners(mysql::Transaction& tx, const Ulid& class_id,
                                                  std::vector<Enrolment> enrolments, int sessions);

// The calendar days of the sessions, ascending, each once.
std::vector<CivilDay> DaysOf(absl::Span<const Session> sessions);

// SM3 of the record's canonical form.
std::string DigestOf(const TrainingClass& training_class, const Record& record);

}  // namespace ladder::training
