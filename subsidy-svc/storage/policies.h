// Policy versions and their parameters. They are the county's rules, which every caller may see.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

// Writes the version unless one of its code is there: a version that decided something is never
// changed.
absl::Status SeedVersion(mysql::Transaction& tx, const PolicyVersion& version, absl::Time now);

// The policies that have a version, by code.
absl::StatusOr<std::vector<Policy>> StoredPolicies(mysql::Transaction& tx);

// A policy's versions whose codes come after `after`, by code, at most `limit`.
absl::StatusOr<std::vector<VersionRecord>> ListVersions(mysql::Transaction& tx, Policy policy,
                                                        absl::string_view after, int limit);
// VERSION_UNKNOWN.
absl::StatusOr<VersionRecord> LoadVersion(mysql::Transaction& tx, absl::string_view code);

}  // namespace ladder::subsidy
