// A certified class and its subsidies (docs/domain.md 6 "class states" and "subsidy link"): it is
// CLAIMED once a claim about it is handed in, and SETTLED once none is open any more.
#pragma once

#include <optional>

#include "absl/types/span.h"
#include "training-svc/domain/training_class.h"

namespace ladder::training {

// One claim for TRAIN or LIVING.
enum class ClaimStanding {
  kOpen = 1,      // drafted or proposed: nobody has handed it in
  kHandedIn = 2,  // with the offices, or approved and not paid yet
  kPaid = 3,
  kOver = 4,  // rejected, withdrawn, or a proposal that nobody confirmed
};

// What happens to the class now; nullopt when it stays as it is. Claims that turn up later change
// nothing of a settled class.
std::optional<ClassEvent> EventOfClaims(ClassState state, absl::Span<const ClaimStanding> claims);

}  // namespace ladder::training
