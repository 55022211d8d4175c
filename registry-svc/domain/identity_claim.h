// One person per identity number (docs/domain.md 2.3 I3, docs/architecture.md 9.7). The claim row
// of a number is what is locked; two people with one number are a state of it, not a second row.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "platform/id/ulid.h"

namespace ladder::registry {

// Keyed index of an identity number, computed at the edge: storage and domain never see the key.
using NumberIndex = std::array<uint8_t, 16>;

enum class ClaimState : int {
  kHeld = 1,      // one person has the number
  kDisputed = 2,  // another person brought the same number: nothing is paid until the police letter
};

struct IdentityClaim {
  Ulid person = {};  // who held it first
  ClaimState state = ClaimState::kHeld;
  friend bool operator==(const IdentityClaim&, const IdentityClaim&) = default;
};

// The claim after `person` brings a number that `current` holds, if anyone does. Another person's
// number is refused with IDENTITY_NUMBER_TAKEN unless the officer chose to register a dispute.
absl::StatusOr<IdentityClaim> Claim(const std::optional<IdentityClaim>& current, const Ulid& person,
                                    bool as_dispute);

}  // namespace ladder::registry
