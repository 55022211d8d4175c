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
// All of a policy's versions, of which one decides a claim: InsertDraft sees to it that there are
// no more than are read here.
absl::StatusOr<std::vector<PolicyVersion>> VersionsOf(mysql::Transaction& tx, Policy policy);
// ALREADY_EXISTS when a version of the code is there, VERSIONS_TOO_MANY when the policy has as many
// as a policy may have. Drafts of one policy wait for each other.
absl::Status InsertDraft(mysql::Transaction& tx, const VersionRecord& draft);
// Locks every version of the policy, in the order of ids, so that no other of them is approved
// beside; the version of the code. VERSION_UNKNOWN.
absl::StatusOr<VersionRecord> LockVersion(mysql::Transaction& tx, Policy policy,
                                          absl::string_view code);
// The draft's text and parameters. ETAG_MISMATCH when the row is not `before`'s.
absl::Status SaveDraft(mysql::Transaction& tx, const VersionRecord& before,
                       const VersionRecord& after);
// Its state and who approved it; parameters stay. ETAG_MISMATCH as in SaveDraft.
absl::Status SaveApproved(mysql::Transaction& tx, const VersionRecord& before,
                          const VersionRecord& after);
// VERSION_UNKNOWN.
absl::StatusOr<VersionRecord> LoadVersion(mysql::Transaction& tx, absl::string_view code);

}  // namespace ladder::subsidy
