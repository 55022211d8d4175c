// The sessions of a class. They change under the class's lock.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "platform/mysql/database.h"
#include "training-svc/domain/session.h"

namespace ladder::training {

// All of a class's, in the order they take place. The scope is checked with the class.
absl::StatusOr<std::vector<Session>> LoadSessions(mysql::Transaction& tx, const Ulid& class_id);

// NOT_FOUND.
absl::StatusOr<Session> GetSession(mysql::Transaction& tx, const Ulid& class_id, const Ulid& id);

// Drops what was planned and writes `sessions`.
absl::Status ReplaceSessions(mysql::Transaction& tx, const Ulid& class_id,
                             absl::Span<const Session> sessions);

// How many learners were present.
absl::Status SavePresent(mysql::Transaction& tx, const Ulid& class_id, const Session& session);

// The sessions of every other class in which the person holds a seat and has not ended.
absl::StatusOr<std::vector<Session>> SessionsOfPerson(mysql::Transaction& tx, const Ulid& person,
                                                      const Ulid& except_class);

}  // namespace ladder::training
