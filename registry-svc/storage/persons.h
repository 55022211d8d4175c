// Persons under their root's lock: loaded whole, saved as the difference
// (docs/architecture.md 9.2, 9.4).
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "registry-svc/domain/person.h"

namespace ladder::registry {

// The person with everything now believed, locked until the transaction ends. NOT_FOUND when there
// is none or when neither of the divisions of `today` is in `scope`. Several persons are locked in
// the order of their ids, households before persons.
absl::StatusOr<Person> LockPerson(mysql::Transaction& tx, const Ulid& id, const Scope& scope,
                                  CivilDay today);

// New persons with their projection. ALREADY_EXISTS when one of the ids is taken. Identity numbers
// are claimed apart (identity_claims.h). About 14 rows a person.
absl::Status InsertPersons(mysql::Transaction& tx, absl::Span<const Person> persons,
                           const ClassRules& rules);

// Writes what differs between `before`, as locked, and `after`: facts, spells, skills, documents,
// scope rows, projection and root. Emit the events first: they leave their id in `after.root`.
// ETAG_MISMATCH when the row is not `before`'s.
absl::Status SavePerson(mysql::Transaction& tx, const Person& before, const Person& after,
                        const ClassRules& rules);

// The aggregates of a partition of the feed, whole, for readers that start anew: in the order of
// ids after `after`, marked ones too, fewer than `limit` only at the end. The root is read first,
// so the state is at least as new as its last event.
absl::StatusOr<std::vector<Person>> SnapshotPersons(mysql::Transaction& tx, int partition,
                                                    const Ulid& after, int limit);

// Every person who ever was a member of `household`, locked in the order of their ids: when its
// status changes, so do theirs.
absl::StatusOr<std::vector<Person>> LockMembers(mysql::Transaction& tx, const Ulid& household);

}  // namespace ladder::registry
