#include "tools/verify/check.h"
#include "tools/verify/check_vectors.h"

namespace ladder::verify {
namespace {

constexpr Check kChecks[] = {
    {.name = "check-vectors",
     .summary = "identity numbers, codes, cards, digests",
     .run = &RunCheckVectors},
};

}  // namespace

absl::Span<const Check> AllChecks() { return kChecks; }

}  // namespace ladder::verify
