#include "training-svc/domain/class_claims.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ladder::training {
namespace {

TEST(ClassClaimsTest, AClassFollowsItsClaims) {
  constexpr ClaimStanding kOpen = ClaimStanding::kOpen;
  constexpr ClaimStanding kHandedIn = ClaimStanding::kHandedIn;
  constexpr ClaimStanding kPaid = ClaimStanding::kPaid;
  constexpr ClaimStanding kOver = ClaimStanding::kOver;
  struct Case {
    const char* edge;
    ClassState state;
    std::vector<ClaimStanding> claims;
    const char* event;
  };
  const Case kCases[] = {
      {"no claim", ClassState::kCertified, {}, ""},
      {"proposals alone", ClassState::kCertified, {kOpen, kOpen}, ""},
      {"one is handed in", ClassState::kCertified, {kOpen, kHandedIn}, "CLAIM"},
      {"one was withdrawn", ClassState::kCertified, {kOver}, ""},
      {"a payment is told first", ClassState::kCertified, {kPaid}, "CLAIM"},
      {"not certified yet", ClassState::kAssessed, {kHandedIn}, ""},
      {"one is on its way", ClassState::kClaimed, {kPaid, kHandedIn}, ""},
      {"one may still be handed in", ClassState::kClaimed, {kPaid, kOpen}, ""},
      {"all are paid", ClassState::kClaimed, {kPaid, kPaid}, "SETTLE"},
      {"the rest came to nothing", ClassState::kClaimed, {kPaid, kOver}, "SETTLE"},
      {"nothing is paid", ClassState::kClaimed, {kOver}, ""},
      {"a late claim", ClassState::kSettled, {kPaid, kHandedIn}, ""},
      {"cancelled", ClassState::kCancelled, {kHandedIn}, ""},
  };
  for (const Case& row : kCases) {
    const auto event = EventOfClaims(row.state, row.claims);
    EXPECT_EQ(event ? std::string(NameOf(*event)) : "", row.event) << row.edge;
  }
}

}  // namespace
}  // namespace ladder::training
