#include "registry-svc/domain/identity_claim.h"

#include "ladder/registry/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::registry {

absl::StatusOr<IdentityClaim> Claim(const std::optional<IdentityClaim>& current, const Ulid& person,
                                    bool as_dispute) {
  if (!current) return IdentityClaim{.person = person, .state = ClaimState::kHeld};
  if (current->person == person) return *current;
  if (!as_dispute) return RefuseField(Reason::kIdentityNumberTaken, "citizen_id");
  return IdentityClaim{.person = current->person, .state = ClaimState::kDisputed};
}

}  // namespace ladder::registry
