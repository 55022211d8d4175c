// What every step of a claim does: facts and decision anew, the rule, the clock, the kept step, the
// event, the row.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "subsidy-svc/domain/records.h"
#include "subsidy-svc/rpc/caller.h"
#include "subsidy-svc/rpc/service_context.h"

namespace ladder::subsidy {

// Fills in what is known of the facts and who is paid, chooses the version and decides the line on
// `today`. VERSION_NONE, FACT_*, NOT_FOUND for a person, spell or class that the caller cannot see;
// a firm or school sees whom it is paid for.
absl::Status DecideClaim(mysql::Transaction& tx, const Scope& scope, CivilDay today,
                         ClaimRecord& claim);

struct StepAsked {
  ClaimEvent event = ClaimEvent::kSubmit;
  bool confirms = false;    // of SUBMIT
  std::string reason = "";  // of a rejection; of SUBMIT how the claimant confirmed
  std::string remark = "";
  std::vector<std::string> missing_items = {};
  bool budget_enough = true;
  int64_t ahead_in_queue = 0;
  std::optional<Ulid> budget_line = std::nullopt;  // of APPROVE
};

// `before` is locked. The claim after the step, saved and told.
absl::StatusOr<ClaimRecord> TakeStep(mysql::Transaction& tx, const ServiceContext& context,
                                     const feed::Origin& origin, const Caller& caller,
                                     const ClaimRecord& before, const StepAsked& asked);
// The same for a claim whose decision was made anew since `before` was locked.
absl::StatusOr<ClaimRecord> TakeStep(mysql::Transaction& tx, const ServiceContext& context,
                                     const feed::Origin& origin, const Caller& caller,
                                     const ClaimRecord& before, ClaimRecord decided,
                                     const StepAsked& asked);

// Commits the approved claim's money and makes its pay item. Changes `budget` in memory.
absl::Status CommitMoney(mysql::Transaction& tx, const ServiceContext& context,
                         const feed::Origin& origin, const ClaimRecord& claim,
                         BudgetRecord& budget);
// Gives the money of a withdrawn claim back and cancels its pay items.
absl::Status GiveMoneyBack(mysql::Transaction& tx, const ServiceContext& context,
                           const feed::Origin& origin, const ClaimRecord& claim,
                           BudgetRecord& budget);

}  // namespace ladder::subsidy
