#include "subsidy-svc/storage/claim_days.h"

#include <vector>

#include "ladder/subsidy/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::subsidy {
namespace {

// More days than a working life has classes for.
constexpr char kOthers[] =
    "SELECT paid_on FROM living_day WHERE person_id = ? AND claim_id <> ? ORDER BY paid_on "
    "LIMIT 10000";
constexpr char kDrop[] = "DELETE FROM living_day WHERE claim_id = ?";
constexpr char kInsert[] = "INSERT INTO living_day (person_id, paid_on, claim_id) VALUES";

}  // namespace

absl::StatusOr<std::set<CivilDay>> DaysOfOtherClaims(mysql::Transaction& tx, const Ulid& person,
                                                     const Ulid& claim) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kOthers, {person, claim}));
  std::set<CivilDay> days;
  for (const mysql::Row& row : rows) days.insert(row.Day(0));
  return days;
}

absl::Status SaveClaimDays(mysql::Transaction& tx, const ClaimRecord& claim) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kDrop, {claim.root.id}).status());
  if (!IsLive(claim.progress.state) || claim.line.paid_days.empty()) return absl::OkStatus();
  std::vector<mysql::Values> rows;
  for (const CivilDay day : claim.line.paid_days) {
    rows.push_back({claim.person(), day, claim.root.id});
  }
  const absl::Status inserted = tx.InsertMany(kInsert, rows).status();
  return absl::IsAlreadyExists(inserted) ? Refuse(Reason::kClaimLineExists) : inserted;
}

}  // namespace ladder::subsidy
