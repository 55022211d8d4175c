// Referrals to and from protos.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ladder/matching/v1/referral.pb.h"
#include "matching-svc/domain/referral.h"

namespace ladder::matching {

struct ReferralName {
  Ulid person = {};
  Ulid referral = {};
};
// NAME_INVALID.
absl::StatusOr<ReferralName> ParseReferralName(absl::string_view name);

// MONEY_INVALID, DATE_INVALID about fields of "offer".
absl::StatusOr<Offer> ParseOffer(const v1::Offer& offer);
// `rules` say the factors' weights.
v1::Referral ToProto(const Referral& referral, const ScoreRules& rules);

}  // namespace ladder::matching
