// The columns of a claim and how its parts are read; for claims.cc and claim_lists.cc alone.
#pragma once

#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

// Behind "SELECT " of every statement that LoadClaim reads.
#define LADDER_CLAIM_COLUMNS                                                                    \
  "id, version, last_event, recorded_at, policy, chain, state, state_since, beneficiary_id, "   \
  "household_id, payee_kind, payee_id, subject, register_division, residence_division, facts, " \
  "decision, returned_once, conflict_hold, released, missing_items, proposed_on, deadline, "    \
  "deadline_provisional, budget_line_id, approved_at, created_at, confirmed"

// The claim of the row, with its line, its notice and the duties that were held.
absl::StatusOr<ClaimRecord> LoadClaim(mysql::Transaction& tx, const mysql::Row& row);

}  // namespace ladder::subsidy
