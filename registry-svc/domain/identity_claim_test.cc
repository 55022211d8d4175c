#include "registry-svc/domain/identity_claim.h"

#include "platform/testing/status_matchers.h"
#include "registry-svc/domain/builders.h"

namespace ladder::registry {
namespace {

TEST(ClaimTest, OnePersonPerNumber) {
  const IdentityClaim held = {.person = Id(1), .state = ClaimState::kHeld};
  const IdentityClaim disputed = {.person = Id(1), .state = ClaimState::kDisputed};
  for (const bool dispute : {false, true}) {
    EXPECT_EQ(*Claim(std::nullopt, Id(1), dispute), held);
    EXPECT_EQ(*Claim(held, Id(1), dispute), held);
    EXPECT_EQ(*Claim(disputed, Id(1), dispute), disputed);
  }
  EXPECT_THAT(Claim(held, Id(2), false), Refused("IDENTITY_NUMBER_TAKEN"));
  EXPECT_THAT(Claim(disputed, Id(2), false), Refused("IDENTITY_NUMBER_TAKEN"));
  EXPECT_EQ(*Claim(held, Id(2), true), disputed);
  EXPECT_EQ(*Claim(disputed, Id(3), true), disputed);
}

}  // namespace
}  // namespace ladder::registry
