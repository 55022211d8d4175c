// What training knows of persons: copies kept by the registry's feed, and the scope of every row
// about a person.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "training-svc/domain/person_facts.h"

namespace ladder::training {

// Writes what the registry tells, in place of what was held.
absl::Status PutPerson(mysql::Transaction& tx, const PersonFacts& facts);
// Forgets a person; nothing when there is none.
absl::Status ForgetPerson(mysql::Transaction& tx, const Ulid& person);

// NOT_FOUND when there is no such person, or neither division nor the person is in `scope`.
absl::Status CheckPersonSeen(mysql::Transaction& tx, const Ulid& person, const Scope& scope);
// Whether one of the person's divisions is in `scope`, whatever single persons it names.
absl::StatusOr<bool> IsInDivisions(mysql::Transaction& tx, const Ulid& person, const Scope& scope);

// The person as of `day`, locked so that one person's applications to several classes follow each
// other; the class is locked before. NOT_FOUND as for CheckPersonSeen.
absl::StatusOr<PersonProfile> LockPerson(mysql::Transaction& tx, const Ulid& person,
                                         const Scope& scope, CivilDay day);

}  // namespace ladder::training
