#include "training-svc/storage/class_claims.h"

#include "platform/status/status.h"

namespace ladder::training {
namespace {

constexpr char kProgress[] =
    "INSERT INTO class_claim (claim_id, last_event, class_id, progress, paid) "
    "VALUES (?, ?, ?, ?, 0) ON DUPLICATE KEY UPDATE class_id = VALUES(class_id), "
    "progress = IF(last_event < VALUES(last_event), VALUES(progress), progress), "
    "last_event = GREATEST(last_event, VALUES(last_event))";
constexpr char kPaid[] =
    "INSERT INTO class_claim (claim_id, last_event, class_id, progress, paid) "
    "VALUES (?, ?, NULL, ?, 1) ON DUPLICATE KEY UPDATE paid = 1";
constexpr char kClassOf[] = "SELECT class_id FROM class_claim WHERE claim_id = ?";
// One more than is told of.
constexpr char kOfClass[] =
    "SELECT progress, paid FROM class_claim WHERE class_id = ? ORDER BY claim_id LIMIT 2001";

}  // namespace

absl::Status SaveClaimProgress(mysql::Transaction& tx, const Ulid& claim, const Ulid& class_id,
                               ClaimStanding standing, const Ulid& event) {
  return tx.Execute(kProgress, {claim, event, class_id, static_cast<int>(standing)}).status();
}

absl::Status SaveClaimPaid(mysql::Transaction& tx, const Ulid& claim) {
  return tx.Execute(kPaid, {claim, Ulid(), static_cast<int>(ClaimStanding::kHandedIn)}).status();
}

absl::StatusOr<std::optional<Ulid>> ClassOfClaim(mysql::Transaction& tx, const Ulid& claim) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kClassOf, {claim}));
  return row ? row->OptId(0) : std::optional<Ulid>();
}

absl::StatusOr<std::vector<ClaimStanding>> ClaimsOfClass(mysql::Transaction& tx,
                                                         const Ulid& class_id) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kOfClass, {class_id}));
  std::vector<ClaimStanding> claims;
  if (rows.size() > kClaimsOfClassMax) claims.push_back(ClaimStanding::kHandedIn);
  for (const mysql::Row& row : rows) {
    claims.push_back(row.Bool(1) ? ClaimStanding::kPaid : static_cast<ClaimStanding>(row.Int(0)));
  }
  return claims;
}

}  // namespace ladder::training
