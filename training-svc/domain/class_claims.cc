#include "training-svc/domain/class_claims.h"

#include <algorithm>

namespace ladder::training {

std::optional<ClassEvent> EventOfClaims(ClassState state, absl::Span<const ClaimStanding> claims) {
  const auto any = [&](ClaimStanding standing) {
    return std::find(claims.begin(), claims.end(), standing) != claims.end();
  };
  const bool paid = any(ClaimStanding::kPaid);
  if (state == ClassState::kCertified && (paid || any(ClaimStanding::kHandedIn))) {
    return ClassEvent::kClaim;
  }
  const bool waits = any(ClaimStanding::kOpen) || any(ClaimStanding::kHandedIn);
  if (state == ClassState::kClaimed && paid && !waits) return ClassEvent::kSettle;
  return std::nullopt;
}

}  // namespace ladder::training
