// The worked cases of the policies (docs/domain.md 4.4, tests/data/README.md), run through the
// rules that decide claims: over the policy data that seeds a database, or over what a running
// suite's database holds.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/policy_version.h"
#include "tools/verify/check.h"
#include "tools/verify/report.h"

namespace ladder::verify {

// What became of a case.
struct CaseOutcome {
  std::string decision = "";  // "YES"
  int64_t fen = 0;
  std::string reason = "";
  std::string refusal = "";  // why it was not decided; the rest is empty then
};

// Decides facts by a policy's version. A status when nothing can be decided at all.
using Decider = std::function<absl::StatusOr<CaseOutcome>(
    absl::string_view policy, absl::string_view version, const subsidy::FactMap& facts)>;

// Columns case_id, policy, rule_version, edge, facts_json, decision, amount_fen, amount_yuan,
// reason_code. A case passes when decision, amount and primary reason are the expected ones; a
// policy that nothing here decides is not built. The versions are those of subsidy-svc/policies/ in
// the working directory, the tree's root, or those stored at `settings.stored`.
absl::Status RunPolicyCases(absl::string_view file_text, const Settings& settings, Report& report);

// The same by `decide`, but for cases of corrections, which no version decides.
absl::Status RunPolicyCasesBy(const Decider& decide, absl::string_view file_text, Report& report);

// The same by `versions`.
absl::Status RunPolicyCasesBy(absl::Span<const subsidy::PolicyVersion> versions,
                              absl::string_view file_text, Report& report);

}  // namespace ladder::verify
