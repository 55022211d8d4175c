// Classes: under their root's lock, and as the API shows them. The row is also the lock of what
// belongs to the class: its seats, sessions, enrolments and attendance.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "training-svc/domain/training_class.h"

namespace ladder::training {

// The numbers in force for a class that is drafted on `day`; days before the first rules get the
// first.
absl::StatusOr<ClassRules> RulesOn(mysql::Transaction& tx, CivilDay day);

// NOT_FOUND when there is none, or when its site is out of `scope`.
absl::StatusOr<TrainingClass> GetClass(mysql::Transaction& tx, const Ulid& id, const Scope& scope);
// The same, locked until the transaction ends.
absl::StatusOr<TrainingClass> LockClass(mysql::Transaction& tx, const Ulid& id, const Scope& scope);
// For who is seen by the person who applies: the scope is checked with the person or the enrolment.
absl::StatusOr<TrainingClass> GetClassOf(mysql::Transaction& tx, const Ulid& id);
absl::StatusOr<TrainingClass> LockClassOf(mysql::Transaction& tx, const Ulid& id);

// ALREADY_EXISTS.
absl::Status InsertClass(mysql::Transaction& tx, const TrainingClass& training_class);

// Writes the row, and modules, job orders and needs where they differ. Emit first. ETAG_MISMATCH
// when the row is not `before`'s.
absl::Status SaveClass(mysql::Transaction& tx, const TrainingClass& before,
                       const TrainingClass& after);

struct ClassQuery {
  std::optional<DivisionRange> site = {};
  std::string school_uscc = "";  // "": any
  std::string occupation = "";
  std::optional<ClassState> state = {};
  std::optional<CivilDay> starts_from = {};
  std::optional<CivilDay> starts_to = {};
  ListKey after = {};
  int size = 50;
};

// A page in the order of the site's division, or the school, or the id, by the first filter given.
absl::StatusOr<Listed<TrainingClass>> ListClasses(mysql::Transaction& tx, const Scope& scope,
                                                  const ClassQuery& query);

// The classes of a partition of the feed, for readers that start anew: in the order of ids after
// `after`, fewer than `limit` only at the end.
absl::StatusOr<std::vector<TrainingClass>> SnapshotClasses(mysql::Transaction& tx, int partition,
                                                           const Ulid& after, int limit);

}  // namespace ladder::training
