// Brings the committed policy versions into the schema. A version that is there stays as it is.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "platform/mysql/database.h"

namespace ladder::subsidy {

// From versions.tsv and parameters.tsv of `folder`. NOT_FOUND naming the file, VERSION_*.
absl::Status SeedPolicies(mysql::Database& database, const std::string& folder, absl::Time now);

}  // namespace ladder::subsidy
