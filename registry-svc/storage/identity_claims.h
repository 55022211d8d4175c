// Whose an identity number is (docs/architecture.md 9.7).
#pragma once

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "platform/mysql/database.h"
#include "registry-svc/domain/identity_claim.h"
#include "registry-svc/domain/person.h"

namespace ladder::registry {

// Claims a number for a person and holds its row until the transaction ends. IDENTITY_NUMBER_TAKEN
// unless `as_dispute`.
absl::Status ClaimNumber(mysql::Transaction& tx, const NumberIndex& index, const Ulid& person,
                         bool as_dispute);

// Claims every number of new persons, in the order of the indexes. IDENTITY_NUMBER_TAKEN.
absl::Status ClaimNumbers(mysql::Transaction& tx, absl::Span<const Person> persons);

}  // namespace ladder::registry
