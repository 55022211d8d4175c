#include "matching-svc/rpc/referral_convert.h"

#include <string>
#include <vector>

#include "ladder/options/v1/reasons.h"
#include "matching-svc/rpc/convert.h"
#include "matching-svc/rpc/recommendation_convert.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr char kReferralName[] = "persons/{person}/referrals/{referral}";

v1::Offer ToProto(const Offer& offer) {
  v1::Offer proto;
  *proto.mutable_wage() = rpc::ToMoney(offer.wage);
  *proto.mutable_start_date() = rpc::ToDate(offer.start_on);
  proto.set_contract_kind(static_cast<::ladder::registry::v1::ContractKind>(offer.contract_kind));
  proto.set_contract_months(offer.contract_months);
  return proto;
}

}  // namespace

absl::StatusOr<ReferralName> ParseReferralName(absl::string_view name) {
  LADDER_ASSIGN_OR_RETURN(const std::vector<std::string> parts,
                          rpc::ParseName(kReferralName, name));
  const absl::StatusOr<Ulid> person = Ulid::Parse(parts[0]);
  const absl::StatusOr<Ulid> referral = Ulid::Parse(parts[1]);
  if (!person.ok() || !referral.ok()) {
    return RefuseField(::ladder::Reason::kNameInvalid, "name", {{"format", kReferralName}});
  }
  return ReferralName{.person = *person, .referral = *referral};
}

absl::StatusOr<Offer> ParseOffer(const v1::Offer& offer) {
  Offer parsed{.contract_kind = static_cast<ContractKind>(offer.contract_kind()),
               .contract_months = offer.contract_months()};
  LADDER_ASSIGN_OR_RETURN(parsed.wage, rpc::ParseMoney(offer.wage(), "offer.wage"));
  LADDER_ASSIGN_OR_RETURN(parsed.start_on, rpc::ParseDate(offer.start_date(), "offer.start_date"));
  return parsed;
}

v1::Referral ToProto(const Referral& referral, const ScoreRules& rules) {
  v1::Referral proto;
  proto.set_name(NameOfReferral(referral.person, referral.root.id));
  proto.set_job(NameOfJob(referral.job));
  proto.set_enterprise(NameOfEnterprise(referral.enterprise));
  proto.set_state(static_cast<v1::Referral::State>(referral.state));
  proto.set_score(referral.score.total);
  proto.set_score_version(referral.score_version);
  for (int factor = 0; factor < kFactors; ++factor) {
    const auto which = static_cast<Factor>(factor);
    *proto.add_factors() = ToProto(which, referral.score.at(which), rules);
  }
  *proto.mutable_refer_date() = rpc::ToDate(referral.referred_on);
  *proto.mutable_deadline() = rpc::ToDate(referral.deadline);
  if (referral.offer) *proto.mutable_offer() = ToProto(*referral.offer);
  proto.set_decline_reason(static_cast<v1::DeclineReason>(referral.decline_reason));
  proto.set_good_reason(referral.good_reason);
  proto.set_reject_reason(static_cast<v1::RejectReason>(referral.reject_reason));
  if (referral.hire) proto.set_hire(NameOfHire(*referral.hire));
  proto.set_etag(rpc::EtagOf(referral.root.version));
  proto.set_note(referral.note);
  *proto.mutable_create_time() = rpc::ToTimestamp(referral.created_at);
  return proto;
}

}  // namespace ladder::matching
