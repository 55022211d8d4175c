// TRANSPORT 一次性交通补贴: once in a lifetime for members of target households who work outside
// the county (docs/domain.md 4.2, 4.5).
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/person.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

struct TransportFacts {
  LineFacts line = {};
  PersonFacts person = {};
  CivilDay work_from = CivilDay();
  CivilDay work_to = CivilDay();  // the day of the claim while the work goes on
  std::string work_div = "";      // 12 digits
  CivilDay claimed_on = CivilDay();
  std::optional<int64_t> prior_year = std::nullopt;
  bool same_identity_paid = false;
};

inline CivilDay EntitlementDay(const TransportFacts& facts) { return facts.work_from; }
absl::StatusOr<TransportFacts> BuildTransportFacts(const FactMap& facts);
Decision DecideTransport(const TransportFacts& facts, const PolicyVersion& version);

}  // namespace ladder::subsidy
