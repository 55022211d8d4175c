// The worked cases of the policies (docs/domain.md 4.4, tests/data/README.md), run through the
// rules that decide claims, over the policy data that seeds the database.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "subsidy-svc/domain/policy_version.h"
#include "tools/verify/check.h"
#include "tools/verify/report.h"

namespace ladder::verify {

// Columns case_id, policy, rule_version, edge, facts_json, decision, amount_fen, amount_yuan,
// reason_code. A case passes when decision, amount and primary reason are the expected ones; a
// policy that nothing here decides is not built. The versions are those of subsidy-svc/policies/ in
// the working directory, the tree's root.
absl::Status RunPolicyCases(absl::string_view file_text, const Settings& settings, Report& report);

// The same by `versions`.
absl::Status RunPolicyCasesBy(absl::Span<const subsidy::PolicyVersion> versions,
                              absl::string_view file_text, Report& report);

}  // namespace ladder::verify
