#include "subsidy-svc/storage/claims.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_join.h"
#include "ladder/subsidy/v1/reasons.h"
#include "subsidy-svc/storage/claim_days.h"
#include "subsidy-svc/storage/claim_rows.h"
#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

constexpr char kGet[] = "SELECT " LADDER_CLAIM_COLUMNS " FROM claim WHERE id = ?";
constexpr char kLock[] = "SELECT " LADDER_CLAIM_COLUMNS " FROM claim WHERE id = ? FOR UPDATE";
constexpr char kInsert[] =
    "INSERT INTO claim (id, version, last_event, recorded_at, policy, chain, state, state_since, "
    "beneficiary_kind, beneficiary_id, household_id, payee_kind, payee_id, subject, "
    "register_division, residence_division, facts, facts_digest, decision, amount_fen, confirmed, "
    "returned_once, conflict_hold, released, missing_items, proposed_on, deadline, "
    "deadline_provisional, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kUpdate[] =
    "UPDATE claim SET version = ?, last_event = ?, recorded_at = ?, state = ?, state_since = ?, "
    "payee_kind = ?, payee_id = ?, facts = ?, facts_digest = ?, decision = ?, amount_fen = ?, "
    "confirmed = ?, returned_once = ?, released = ?, missing_items = ?, deadline = ?, "
    "deadline_provisional = ?, budget_line_id = ?, approved_at = ? WHERE id = ? AND version = ?";
constexpr char kInsertLine[] =
    "INSERT INTO claim_line (id, claim_id, policy, beneficiary_kind, beneficiary_id, period, "
    "object, kind, live, policy_version_id, facts, facts_digest, decision, amount_fen, reason, "
    "due_reason, failing, trace, decided_on) SELECT ?, ?, ?, 1, ?, ?, ?, ?, 1, v.id, ?, ?, ?, ?, "
    "?, ?, ?, ?, ? FROM policy_version v WHERE v.code = ?";
constexpr char kUpdateLine[] =
    "UPDATE claim_line l, policy_version v SET l.live = ?, l.policy_version_id = v.id, "
    "l.period = ?, l.object = ?, l.facts = ?, l.facts_digest = ?, l.decision = ?, l.amount_fen = "
    "?, l.reason = ?, "
    "l.due_reason = ?, l.failing = ?, l.trace = ?, l.decided_on = ? WHERE l.id = ? AND v.code = ?";
constexpr char kUnliveLine[] = "UPDATE claim_line SET live = NULL WHERE id = ?";
constexpr char kLeaveStage[] =
    "UPDATE claim_stage SET left_on = ?, left_at = ? WHERE claim_id = ? AND left_on IS NULL";
constexpr char kEnterStage[] =
    "INSERT INTO claim_stage (claim_id, stage_no, state, entered_on, entered_at, deadline) "
    "VALUES (?, ?, ?, ?, ?, ?)";
constexpr char kPublish[] =
    "INSERT INTO publicity (claim_id, started_on, until_on, until_provisional, division, "
    "removed_after) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE until_on = ?";

// Notices leave the web a year after the period's end (docs/domain.md 5.4).
constexpr int kNoticeMonths = 12;

absl::StatusOr<ClaimRecord> Shown(mysql::Transaction& tx, const std::optional<mysql::Row>& row,
                                  const Ulid& id, const Scope& scope) {
  if (!row) return NoSuch("claims", id);
  LADDER_ASSIGN_OR_RETURN(ClaimRecord claim, LoadClaim(tx, *row));
  if (!ShowsClaim(scope, claim)) return NoSuch("claims", id);
  return claim;
}

std::string NumbersOf(const std::vector<Reason>& reasons) {
  return absl::StrJoin(reasons, ",", [](std::string* out, Reason reason) {
    absl::StrAppend(out, static_cast<int>(reason));
  });
}

std::optional<Ulid> UnlessZero(const Ulid& id) {
  return id.is_zero() ? std::nullopt : std::optional<Ulid>(id);
}

absl::Status EnterStage(mysql::Transaction& tx, const ClaimRecord& claim, absl::Time now) {
  const Ulid& id = claim.root.id;
  LADDER_RETURN_IF_ERROR(tx.Execute(kLeaveStage, {claim.state_since, now, id}).status());
  return tx
      .Execute(kEnterStage, {id, claim.root.version, Stored(claim.progress.state),
                             claim.state_since, now, claim.deadline})
      .status();
}

// The line's decision, which a new submission makes anew.
absl::Status SaveLine(mysql::Transaction& tx, const ClaimRecord& claim,
                      absl::string_view facts_digest) {
  const Decision& decision = claim.line.decision;
  const absl::Status saved =
      tx.Execute(kUpdateLine,
                 {true, claim.line.key.period, claim.line.key.object, FormatFacts(claim.facts),
                  facts_digest, Stored(decision.kind), decision.amount,
                  static_cast<int>(decision.reason), static_cast<int>(decision.due_reason),
                  NumbersOf(decision.failing), FormatTrace(decision.trace), claim.line.decided_on,
                  claim.line.id, decision.version})
          .status();
  // What is known since made it a line that another claim has.
  return absl::IsAlreadyExists(saved) ? Refuse(Reason::kClaimLineExists) : saved;
}

}  // namespace

absl::Status InsertClaim(mysql::Transaction& tx, const ClaimRecord& claim,
                         absl::string_view facts_digest_hex) {
  const std::string facts_digest = absl::HexStringToBytes(facts_digest_hex);
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  const ClaimProgress& progress = claim.progress;
  const std::string facts = FormatFacts(claim.facts);
  const Decision& decision = claim.line.decision;
  LADDER_RETURN_IF_ERROR(tx.Execute(kInsert, {claim.root.id,
                                              claim.root.version,
                                              claim.root.last_event,
                                              now,
                                              PolicyName(claim.policy),
                                              Stored(progress.chain),
                                              Stored(progress.state),
                                              claim.state_since,
                                              claim.person(),
                                              UnlessZero(progress.beneficiary.household),
                                              static_cast<int>(claim.payee.kind),
                                              claim.payee.id,
                                              claim.subject,
                                              claim.divisions.registered,
                                              claim.divisions.residence,
                                              facts,
                                              facts_digest,
                                              Stored(decision.kind),
                                              decision.amount,
                                              progress.confirmed,
                                              progress.returned_once,
                                              progress.conflict_hold,
                                              progress.released,
                                              absl::StrJoin(claim.missing_items, "\n"),
                                              progress.state == ClaimState::kProposed
                                                  ? std::optional<CivilDay>(progress.proposed_on)
                                                  : std::nullopt,
                                              claim.deadline,
                                              claim.deadline_provisional,
                                              now})
                             .status());
  const absl::Status inserted =
      tx.Execute(
            kInsertLine,
            {claim.line.id, claim.root.id, PolicyName(claim.policy), claim.person(),
             claim.line.key.period, claim.line.key.object, claim.line.key.kind, facts, facts_digest,
             Stored(decision.kind), decision.amount, static_cast<int>(decision.reason),
             static_cast<int>(decision.due_reason), NumbersOf(decision.failing),
             FormatTrace(decision.trace), claim.line.decided_on, decision.version})
          .status();
  if (absl::IsAlreadyExists(inserted)) return Refuse(Reason::kClaimLineExists);
  LADDER_RETURN_IF_ERROR(inserted);
  if (claim.policy == Policy::kLiving) LADDER_RETURN_IF_ERROR(SaveClaimDays(tx, claim));
  return EnterStage(tx, claim, now);
}

absl::StatusOr<ClaimRecord> GetClaim(mysql::Transaction& tx, const Ulid& id, const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kGet, {id}));
  return Shown(tx, row, id, scope);
}

absl::StatusOr<ClaimRecord> LockClaim(mysql::Transaction& tx, const Ulid& id, const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kLock, {id}));
  return Shown(tx, row, id, scope);
}

absl::Status SaveClaim(mysql::Transaction& tx, const ClaimRecord& before, const ClaimRecord& after,
                       absl::string_view facts_digest_hex) {
  const std::string facts_digest = absl::HexStringToBytes(facts_digest_hex);
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  const ClaimProgress& progress = after.progress;
  const Decision& decision = after.line.decision;
  LADDER_ASSIGN_OR_RETURN(const int64_t saved,
                          tx.Execute(kUpdate, {after.root.version,
                                               after.root.last_event,
                                               now,
                                               Stored(progress.state),
                                               after.state_since,
                                               static_cast<int>(after.payee.kind),
                                               after.payee.id,
                                               FormatFacts(after.facts),
                                               facts_digest,
                                               Stored(decision.kind),
                                               decision.amount,
                                               progress.confirmed,
                                               progress.returned_once,
                                               progress.released,
                                               absl::StrJoin(after.missing_items, "\n"),
                                               after.deadline,
                                               after.deadline_provisional,
                                               after.budget_line,
                                               after.approved_at,
                                               after.root.id,
                                               before.root.version}));
  if (saved != 1) return Refuse(::ladder::Reason::kEtagMismatch);
  const bool decided = !decision.trace.empty();
  if (decided) LADDER_RETURN_IF_ERROR(SaveLine(tx, after, facts_digest));
  if (after.policy == Policy::kLiving && (decided || !IsLive(progress.state))) {
    LADDER_RETURN_IF_ERROR(SaveClaimDays(tx, after));
  }
  if (!IsLive(progress.state)) {
    LADDER_RETURN_IF_ERROR(tx.Execute(kUnliveLine, {after.line.id}).status());
  }
  if (progress.state == before.progress.state) return absl::OkStatus();
  const bool begins_notice = !before.progress.publicity_until;
  if (progress.state == ClaimState::kInPublicity && begins_notice) {
    const CivilDay until = progress.publicity_until.value_or(after.state_since);
    LADDER_RETURN_IF_ERROR(
        tx.Execute(kPublish, {after.root.id, after.state_since, until, after.deadline_provisional,
                              after.divisions.residence, AddMonths(until, kNoticeMonths), until})
            .status());
  }
  return EnterStage(tx, after, now);
}

}  // namespace ladder::subsidy
