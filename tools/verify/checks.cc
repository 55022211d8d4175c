#include "tools/verify/check.h"
#include "tools/verify/check_vectors.h"
#include "tools/verify/policy_cases.h"

namespace ladder::verify {
namespace {

constexpr Check kChecks[] = {
    {.name = "check-vectors",
     .summary = "identity numbers, codes, cards, digests",
     .run = &RunCheckVectors},
    {.name = "policy-cases",
     .summary = "who is entitled to how much, by the policies",
     .run = &RunPolicyCases},
};

}  // namespace

absl::Span<const Check> AllChecks() { return kChecks; }

}  // namespace ladder::verify
