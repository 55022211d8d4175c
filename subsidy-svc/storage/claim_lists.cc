// Lists of claims, their steps and their queues.
#include <algorithm>
#include <utility>

#include "subsidy-svc/storage/claim_rows.h"
#include "subsidy-svc/storage/claims.h"
#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

constexpr char kInsertReview[] =
    "INSERT INTO claim_review (claim_id, id, step, state_before, state_after, actor, actor_role, "
    "actor_person, duty, reason, remark_enc, review_day, recorded_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)";
constexpr char kReviews[] =
    "SELECT id, step, state_before, state_after, actor, actor_role, actor_person, duty, "
    "remark_enc, review_day, recorded_at FROM claim_review WHERE claim_id = ? AND id > ? "
    "ORDER BY id LIMIT ?";
constexpr char kObject[] =
    "INSERT INTO objection (claim_id, id, objector, text_enc, raised_on, recorded_at) "
    "VALUES (?, ?, ?, ?, ?, ?)";
constexpr char kSettle[] =
    "UPDATE objection SET upheld = ?, settled_by = ?, settled_on = ? "
    "WHERE claim_id = ? AND settled_on IS NULL";
constexpr char kList[] =
    "SELECT " LADDER_CLAIM_COLUMNS
    " FROM claim WHERE id > ? AND (? IS NULL OR policy = ?) "
    "AND (? IS NULL OR beneficiary_id = ?) AND (? = '9999-12-31' OR deadline <= ?) "
    "AND (register_division BETWEEN ? AND ? OR residence_division BETWEEN ? AND ? OR ? = 1) "
    "ORDER BY id LIMIT ?";
constexpr char kQueue[] =
    "SELECT approved_at, id, amount_fen FROM claim WHERE budget_line_id = ? AND state = ? "
    "ORDER BY approved_at, id LIMIT ?";
constexpr char kLockQueued[] =
    "SELECT " LADDER_CLAIM_COLUMNS " FROM claim WHERE id = ? AND budget_line_id = ? FOR UPDATE";
constexpr char kNoticesOver[] =
    "SELECT id FROM claim WHERE state = ? AND id > ? AND EXISTS (SELECT 1 FROM publicity p "
    "WHERE p.claim_id = claim.id AND p.until_on < ?) ORDER BY id LIMIT ?";
constexpr char kNotices[] =
    "SELECT c.id, c.beneficiary_id, c.payee_kind, c.payee_id, c.policy, l.period, l.amount_fen, "
    "c.register_division, p.division, p.started_on, p.until_on FROM claim c "
    "JOIN publicity p ON p.claim_id = c.id JOIN claim_line l ON l.claim_id = c.id "
    "WHERE c.state = ? AND c.id > ? AND p.until_on >= ? AND p.division BETWEEN ? AND ? "
    "AND (? IS NULL OR c.policy = ?) ORDER BY c.id LIMIT ?";
constexpr char kSnapshot[] =
    "SELECT " LADDER_CLAIM_COLUMNS
    " FROM claim WHERE id > ? AND CRC32(id) MOD 64 = ? ORDER BY id LIMIT ?";

// How many rows a scoped list reads at a time.
constexpr int kStep = 200;
// Between a step's reason and its remark, in what is kept of both.
constexpr char kReasonEnd = '\n';

absl::StatusOr<std::vector<ClaimRecord>> LoadAll(mysql::Transaction& tx, const mysql::Rows& rows) {
  std::vector<ClaimRecord> claims;
  for (const mysql::Row& row : rows) {
    LADDER_ASSIGN_OR_RETURN(ClaimRecord claim, LoadClaim(tx, row));
    claims.push_back(std::move(claim));
  }
  return claims;
}

absl::StatusOr<NoticeRecord> LoadNotice(const mysql::Row& row) {
  LADDER_ASSIGN_OR_RETURN(const Policy policy, ParsePolicy(row.Text(4)));
  return NoticeRecord{.claim = row.Id(0),
                      .person = row.Id(1),
                      .payee = {.kind = static_cast<PartyKind>(row.Int(2)), .id = row.Id(3)},
                      .policy = policy,
                      .period = row.Text(5),
                      .amount = row.Money(6),
                      .register_division = row.Int(7),
                      .division = row.Int(8),
                      .started_on = row.Day(9),
                      .until = row.Day(10)};
}

bool IsAsked(const ClaimQuery& query, const ClaimRecord& claim) {
  const auto within = [&](int64_t division) {
    return std::any_of(query.divisions.begin(), query.divisions.end(),
                       [&](const DivisionRange& range) {
                         return range.first <= division && division <= range.last;
                       });
  };
  const bool state = query.states.empty() || std::find(query.states.begin(), query.states.end(),
                                                       claim.progress.state) != query.states.end();
  return state && (query.divisions.empty() || within(claim.divisions.registered) ||
                   within(claim.divisions.residence));
}

}  // namespace

absl::Status InsertReview(mysql::Transaction& tx, const Ulid& claim, const ReviewRecord& review) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  return tx
      .Execute(
          kInsertReview,
          {claim, review.id, Stored(review.event), Stored(review.before), Stored(review.after),
           review.actor, Stored(review.role),
           review.person.is_zero() ? std::nullopt : std::optional<Ulid>(review.person),
           Stored(review.duty), absl::StrCat(review.reason, "\n", review.remark), review.day, now})
      .status();
}

absl::StatusOr<std::vector<ReviewRecord>> ListReviews(mysql::Transaction& tx, const Ulid& claim,
                                                      const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kReviews, {claim, after, limit}));
  std::vector<ReviewRecord> reviews;
  for (const mysql::Row& row : rows) {
    const std::string& text = row.Text(8);
    const size_t end = text.find(kReasonEnd);
    LADDER_INVARIANT(end != std::string::npos);
    reviews.push_back({.id = row.Id(0),
                       .event = FromStored<ClaimEvent>(row, 1),
                       .before = FromStored<ClaimState>(row, 2),
                       .after = FromStored<ClaimState>(row, 3),
                       .actor = row.Text(4),
                       .role = FromStored<Role>(row, 5),
                       .person = row.OptId(6).value_or(Ulid()),
                       .duty = FromStored<Duty>(row, 7),
                       .reason = text.substr(0, end),
                       .remark = text.substr(end + 1),
                       .day = row.Day(9),
                       .recorded = row.Time(10)});
  }
  return reviews;
}

absl::Status InsertObjection(mysql::Transaction& tx, const Ulid& claim, const Ulid& id,
                             absl::string_view objector, absl::string_view text, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  return tx.Execute(kObject, {claim, id, objector, text, day, now}).status();
}

absl::Status SettleObjections(mysql::Transaction& tx, const Ulid& claim, bool upheld,
                              absl::string_view settler, CivilDay day) {
  return tx.Execute(kSettle, {upheld, settler, day, claim}).status();
}

absl::StatusOr<std::vector<ClaimRecord>> ListClaims(mysql::Transaction& tx, const Scope& scope,
                                                    const ClaimQuery& query) {
  const DivisionRange hull = HullOf(scope);
  std::optional<std::string> policy;
  if (query.policy) policy = std::string(PolicyName(*query.policy));
  // A scope of single persons has no divisions to walk by.
  const bool everywhere = scope.is_system() || !scope.persons().empty();
  return WalkShown<ClaimRecord>(
      query.after, query.limit, std::max(kStep, query.limit),
      [&](const Ulid& after, int limit) -> absl::StatusOr<std::vector<ClaimRecord>> {
        LADDER_ASSIGN_OR_RETURN(
            const mysql::Rows rows,
            tx.Query(kList, {after, policy, policy, query.person, query.person,
                             query.deadline_until, query.deadline_until, hull.first, hull.last,
                             hull.first, hull.last, everywhere, limit}));
        return LoadAll(tx, rows);
      },
      [&](const ClaimRecord& claim) { return ShowsClaim(scope, claim) && IsAsked(query, claim); });
}

absl::StatusOr<std::vector<QueuedClaim>> QueueOf(mysql::Transaction& tx, const Ulid& budget_line,
                                                 int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows,
                          tx.Query(kQueue, {budget_line, Stored(ClaimState::kHoldBudget), limit}));
  std::vector<QueuedClaim> queue;
  for (const mysql::Row& row : rows) {
    queue.push_back({.approved_at = row.Time(0), .claim = row.Id(1), .amount = row.Money(2)});
  }
  return queue;
}

absl::StatusOr<std::vector<ClaimRecord>> LockQueued(mysql::Transaction& tx, const Ulid& budget_line,
                                                    const std::vector<Ulid>& claims) {
  std::vector<ClaimRecord> locked;
  for (const Ulid& id : claims) {
    LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kLockQueued, {id, budget_line}));
    if (!row) continue;
    LADDER_ASSIGN_OR_RETURN(ClaimRecord claim, LoadClaim(tx, *row));
    locked.push_back(std::move(claim));
  }
  return locked;
}

absl::StatusOr<std::vector<Ulid>> NoticesOver(mysql::Transaction& tx, CivilDay day,
                                              const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(
      const mysql::Rows rows,
      tx.Query(kNoticesOver, {Stored(ClaimState::kInPublicity), after, day, limit}));
  std::vector<Ulid> ids;
  for (const mysql::Row& row : rows) ids.push_back(row.Id(0));
  return ids;
}

absl::StatusOr<std::vector<NoticeRecord>> ListNotices(mysql::Transaction& tx, const Scope& scope,
                                                      const NoticeQuery& query) {
  const DivisionRange range = query.division.value_or(DivisionRange{0, INT64_MAX});
  std::optional<std::string> policy;
  if (query.policy) policy = std::string(PolicyName(*query.policy));
  std::vector<NoticeRecord> shown;
  Ulid after = query.after;
  while (true) {
    LADDER_ASSIGN_OR_RETURN(
        const mysql::Rows rows,
        tx.Query(kNotices, {Stored(ClaimState::kInPublicity), after, query.today, range.first,
                            range.last, policy, policy, kStep}));
    for (const mysql::Row& row : rows) {
      LADDER_ASSIGN_OR_RETURN(NoticeRecord notice, LoadNotice(row));
      after = notice.claim;
      const Divisions divisions = {.registered = notice.register_division,
                                   .residence = notice.division};
      if (!Shows(scope, divisions, notice.person)) continue;
      shown.push_back(std::move(notice));
      if (shown.size() == static_cast<size_t>(query.limit)) return shown;
    }
    if (rows.size() < static_cast<size_t>(kStep)) return shown;
  }
}

absl::StatusOr<std::vector<ClaimRecord>> SnapshotClaims(mysql::Transaction& tx, int partition,
                                                        const Ulid& after, int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSnapshot, {after, partition, limit}));
  return LoadAll(tx, rows);
}

}  // namespace ladder::subsidy
