// LOAN 创业担保贷款贴息: interest aid on a guaranteed start-up loan, by the quarter
// (docs/domain.md 4.2, 4.5).
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "subsidy-svc/domain/decision.h"
#include "subsidy-svc/domain/entitlement.h"
#include "subsidy-svc/domain/facts.h"
#include "subsidy-svc/domain/policy_version.h"

namespace ladder::subsidy {

struct LoanFacts {
  LineFacts line = {};
  CivilDay from = CivilDay();  // days claimed, both inclusive
  CivilDay to = CivilDay();
  CivilDay granted_on = CivilDay();
  int64_t principal_yuan = 0;
  int64_t rate_bp = 0;  // a year, in basis points
  int64_t lpr_bp = 0;
  bool overdue = false;
  std::optional<CivilDay> closed_on = std::nullopt;  // of the business
};

inline CivilDay EntitlementDay(const LoanFacts& facts) { return facts.granted_on; }
absl::StatusOr<LoanFacts> BuildLoanFacts(const FactMap& facts);
Decision DecideLoan(const LoanFacts& facts, const PolicyVersion& version);

}  // namespace ladder::subsidy
