// SI 企业社保补贴: what a firm really paid of the employer's social insurance for a target worker,
// by the month (docs/domain.md 4.2, 4.5).
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/person.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

struct SocialInsuranceFacts {
  LineFacts line = {};
  PersonFacts person = {};
  CivilMonth month = CivilMonth();  // the month paid for
  int64_t contract_months = 0;
  int64_t months_used = 0;
  bool is_owner = false;
  FactCounts paid = {};  // fen by item, employer's parts really paid
  // Stored first approval; opens the extension up to the upper age.
  std::optional<CivilDay> first_approved = std::nullopt;
};

inline CivilDay EntitlementDay(const SocialInsuranceFacts& facts) { return CivilDay(facts.month); }
absl::StatusOr<SocialInsuranceFacts> BuildSocialInsuranceFacts(const FactMap& facts);
Decision DecideSocialInsurance(const SocialInsuranceFacts& facts, const PolicyVersion& version);

}  // namespace ladder::subsidy
