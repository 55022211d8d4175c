// Policy versions as plain committed data: two tables of tab-separated values, as
// `subsidy-svc/policies/` holds them. A policy officer edits such a table, the worked cases judge
// it, and nothing in code changes.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

// `versions` has the columns code, policy, in_force_from, in_force_to, effective_on, state,
// document; `parameters` has version, key, valid_from, valid_to, value, unit, source. Both start
// with a line of these names. Refuses VERSION_LINE with the line, VERSION_UNKNOWN for a parameter
// of no version, and what CheckVersion refuses.
absl::StatusOr<std::vector<PolicyVersion>> ParsePolicyData(absl::string_view versions,
                                                           absl::string_view parameters);

}  // namespace ladder::subsidy
