// Employment spells as the API shows them: read without a lock. They are changed with their person
// (persons.h).
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "registry-svc/domain/spell.h"

namespace ladder::registry {

// As now believed. NOT_FOUND. The scope is checked with the person.
absl::StatusOr<EmploymentSpell> GetSpell(mysql::Transaction& tx, const Ulid& person,
                                         const Ulid& id);

// A person's, as now believed, in the order of ids after `after`; at most `limit`.
absl::StatusOr<std::vector<EmploymentSpell>> ListSpells(mysql::Transaction& tx, const Ulid& person,
                                                        const Ulid& after, int limit);

}  // namespace ladder::registry
