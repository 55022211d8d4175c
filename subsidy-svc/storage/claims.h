// Claims with their line, steps and public notices.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "subsidy-svc/domain/budget_queue.h"
#include "subsidy-svc/domain/records.h"

namespace ladder::subsidy {

// A claim with its line; `facts_digest_hex` is the SM3 of its facts. CLAIM_LINE_EXISTS when a
// live claim has the line's key.
absl::Status InsertClaim(mysql::Transaction& tx, const ClaimRecord& claim,
                         absl::string_view facts_digest_hex);
// NOT_FOUND when absent or out of scope.
absl::StatusOr<ClaimRecord> GetClaim(mysql::Transaction& tx, const Ulid& id, const Scope& scope);
absl::StatusOr<ClaimRecord> LockClaim(mysql::Transaction& tx, const Ulid& id, const Scope& scope);
// Writes what changed of the claim and its line, the stage it entered and the notice it began.
// ETAG_MISMATCH when the row is not `before`'s.
absl::Status SaveClaim(mysql::Transaction& tx, const ClaimRecord& before, const ClaimRecord& after,
                       absl::string_view facts_digest_hex);
absl::Status InsertReview(mysql::Transaction& tx, const Ulid& claim, const ReviewRecord& review);
// A claim's steps, by id after `after`. The claim's scope was checked.
absl::StatusOr<std::vector<ReviewRecord>> ListReviews(mysql::Transaction& tx, const Ulid& claim,
                                                      const Ulid& after, int limit);
// What somebody objects to, sealed with the claim.
absl::Status InsertObjection(mysql::Transaction& tx, const Ulid& claim, const Ulid& id,
                             absl::string_view objector, absl::string_view text, CivilDay day);
absl::Status SettleObjections(mysql::Transaction& tx, const Ulid& claim, bool upheld,
                              absl::string_view settler, CivilDay day);

struct ClaimQuery {
  std::vector<ClaimState> states = {};  // empty: all
  std::optional<Policy> policy = std::nullopt;
  std::optional<Ulid> person = std::nullopt;
  std::vector<DivisionRange> divisions = {};  // empty: all
  CivilDay deadline_until = kForever;
  Ulid after = {};
  int limit = 50;
};
// By id.
absl::StatusOr<std::vector<ClaimRecord>> ListClaims(mysql::Transaction& tx, const Scope& scope,
                                                    const ClaimQuery& query);

// What the public learns of a claim (docs/domain.md 5.4).
struct NoticeRecord {
  Ulid claim = {};
  Ulid person = {};
  Party payee = {};
  Policy policy = Policy::kTransport;
  std::string period = "";
  Fen amount = Fen();
  int64_t register_division = 0;
  int64_t division = 0;  // where it is shown
  CivilDay started_on = {};
  CivilDay until = {};
};
struct NoticeQuery {
  std::optional<DivisionRange> division = std::nullopt;  // below which it is shown
  std::optional<Policy> policy = std::nullopt;
  CivilDay today = {};
  Ulid after = {};
  int limit = 50;
};
// The notices that run, by claim.
absl::StatusOr<std::vector<NoticeRecord>> ListNotices(mysql::Transaction& tx, const Scope& scope,
                                                      const NoticeQuery& query);

// The claims that wait for the line's money, in the queue's order; at most `limit`.
absl::StatusOr<std::vector<QueuedClaim>> QueueOf(mysql::Transaction& tx, const Ulid& budget_line,
                                                 int limit);
// The claims of the line's queue, locked in this order: whoever funds the line moves its whole
// queue.
absl::StatusOr<std::vector<ClaimRecord>> LockQueued(mysql::Transaction& tx, const Ulid& budget_line,
                                                    const std::vector<Ulid>& claims);
// Claims whose public notice ended before `day`, by id after `after`; at most `limit`.
absl::StatusOr<std::vector<Ulid>> NoticesOver(mysql::Transaction& tx, CivilDay day,
                                              const Ulid& after, int limit);
// A page of the feed's snapshot.
absl::StatusOr<std::vector<ClaimRecord>> SnapshotClaims(mysql::Transaction& tx, int partition,
                                                        const Ulid& after, int limit);

}  // namespace ladder::subsidy
