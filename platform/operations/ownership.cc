#include "platform/operations/ownership.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/operations/scope_text.h"
#include "platform/status/status.h"

namespace ladder::operations {
namespace {

// SYSDATE is read when the row is, under its lock; UTC_TIMESTAMP where only an index is searched.
constexpr char kLockDue[] =
    "SELECT kind, principal, scope, trace, request, checkpoint, steps, done_count, total_count, "
    "current_step, cancel_requested, tries, fence, input_bytes, input_parts FROM operation "
    "WHERE id = ? AND state = 2 AND lease_until < SYSDATE(6) FOR UPDATE NOWAIT";
constexpr char kTake[] =
    "UPDATE operation SET fence = ?, tries = ?, lease_owner = ?, "
    "lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND, "
    "started_at = COALESCE(started_at, SYSDATE(6)), updated_at = SYSDATE(6) "
    "WHERE id = ? AND fence = ?";

constexpr char kRead[] = "SELECT fence, state, cancel_requested, steps FROM operation WHERE id = ?";
constexpr char kLock[] =
    "SELECT fence, state, cancel_requested, steps FROM operation WHERE id = ? FOR UPDATE";
constexpr char kLockNoWait[] =
    "SELECT fence, state, cancel_requested, steps FROM operation WHERE id = ? FOR UPDATE NOWAIT";

constexpr char kSaveStep[] =
    "UPDATE operation SET checkpoint = ?, steps = ?, done_count = ?, total_count = ?, "
    "current_step = ?, tries = 0, lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND, "
    "updated_at = SYSDATE(6) WHERE id = ? AND fence = ? AND state = 2";
constexpr char kSaveProgress[] =
    "UPDATE operation SET done_count = ?, total_count = ?, current_step = ?, "
    "lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND, updated_at = SYSDATE(6) "
    "WHERE id = ? AND fence = ? AND state = 2";
constexpr char kRenew[] =
    "UPDATE operation SET lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND "
    "WHERE id = ? AND fence = ? AND state = 2";
constexpr char kFinish[] =
    "UPDATE operation SET state = ?, result = ?, error = ?, ended_at = SYSDATE(6), "
    "updated_at = SYSDATE(6), lease_owner = ? WHERE id = ? AND fence = ? AND state = 2";
constexpr char kRelease[] =
    "UPDATE operation SET lease_owner = ?, tries = ?, "
    "lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND, updated_at = SYSDATE(6) "
    "WHERE id = ? AND fence = ? AND state = 2";
constexpr char kReadPart[] =
    "SELECT content FROM operation_part WHERE operation_id = ? AND part_no = ?";

// Every owner's change is of one row, which its transaction has locked.
absl::Status One(const absl::StatusOr<int64_t>& changed) {
  LADDER_RETURN_IF_ERROR(changed.status());
  if (*changed != 1) return absl::InternalError("an operation changed under its owner's lock");
  return absl::OkStatus();
}

absl::StatusOr<Holding> HoldingOf(absl::StatusOr<std::optional<mysql::Row>> row, int64_t fence) {
  LADDER_RETURN_IF_ERROR(row.status());
  if (!row->has_value()) return Holding();
  const mysql::Row& found = **row;
  return Holding{.ours = found.Int(0) == fence && found.Int(1) == static_cast<int>(State::kOpen),
                 .cancel_requested = found.Bool(2),
                 .steps = found.Int(3)};
}

absl::StatusOr<std::vector<Ulid>> IdsOf(const absl::StatusOr<mysql::Rows>& rows) {
  LADDER_RETURN_IF_ERROR(rows.status());
  std::vector<Ulid> ids;
  for (const mysql::Row& row : *rows) ids.push_back(row.Id(0));
  return ids;
}

// Opens what is sealed into `claim`.
absl::Status Open(const mysql::Row& row, const Seal& seal, Claim& claim) {
  LADDER_ASSIGN_OR_RETURN(claim.scope, DecodeScope(row.Text(2)));
  LADDER_ASSIGN_OR_RETURN(claim.request, seal.open(row.Text(4), SealContext(claim.id, "request")));
  if (row.Text(5).empty()) return absl::OkStatus();
  LADDER_ASSIGN_OR_RETURN(claim.checkpoint.data,
                          seal.open(row.Text(5), SealContext(claim.id, "checkpoint")));
  return absl::OkStatus();
}

// "?" for each kind, after one that no operation has, so that the list is never empty.
std::string Places(size_t kinds) {
  std::string places = "''";
  for (size_t i = 0; i < kinds; ++i) absl::StrAppend(&places, ", ?");
  return places;
}

}  // namespace

std::string Ownership::DueSql(size_t kinds) {
  return absl::StrCat(
      "SELECT id FROM operation WHERE state = 2 AND lease_until < UTC_TIMESTAMP(6) AND kind IN (",
      Places(kinds), ") ORDER BY lease_until LIMIT ?");
}

std::string Ownership::StrandedSql(size_t kinds) {
  return absl::StrCat(
      "SELECT id FROM operation WHERE state = 2 AND "
      "lease_until < UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND AND kind NOT IN (",
      Places(kinds), ") ORDER BY lease_until LIMIT ?");
}

absl::StatusOr<std::vector<Ulid>> Ownership::Due(mysql::Transaction& tx, absl::string_view sql,
                                                 const std::vector<std::string>& kinds, int limit) {
  mysql::Values values(kinds.begin(), kinds.end());
  values.push_back(limit);
  return IdsOf(tx.Query(sql, values));
}

absl::StatusOr<std::vector<Ulid>> Ownership::Stranded(mysql::Transaction& tx, absl::string_view sql,
                                                      const std::vector<std::string>& kinds,
                                                      absl::Duration patience, int limit) {
  mysql::Values values = {absl::ToInt64Microseconds(patience)};
  values.insert(values.end(), kinds.begin(), kinds.end());
  values.push_back(limit);
  return IdsOf(tx.Query(sql, values));
}

absl::StatusOr<std::optional<Claim>> Ownership::Take(mysql::Transaction& tx, const Ulid& id) const {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kLockDue, {id}));
  if (!row) return std::optional<Claim>();
  Claim claim = {
      .id = id,
      .fence = row->Int(12) + 1,
      .kind = row->Text(0),
      .principal = row->Text(1),
      .trace = row->Text(3),
      .checkpoint = {.progress = {.done = row->Int(7), .total = row->Int(8), .step = row->Text(9)}},
      .steps = row->Int(6),
      .tries = static_cast<int>(row->Int(11)) + 1,
      .cancel_requested = row->Bool(10),
      .input_bytes = row->Int(13),
      .input_parts = static_cast<int>(row->Int(14))};
  claim.readable = Open(*row, seal_, claim);
  LADDER_RETURN_IF_ERROR(
      One(tx.Execute(kTake, {claim.fence, claim.tries, owner_, lease_us_, id, claim.fence - 1})));
  return std::optional<Claim>(std::move(claim));
}

absl::StatusOr<Holding> Ownership::ReadHolding(mysql::Transaction& tx, const Ulid& id,
                                               int64_t fence) const {
  return HoldingOf(tx.QueryOne(kRead, {id}), fence);
}

absl::StatusOr<Holding> Ownership::LockHolding(mysql::Transaction& tx, const Ulid& id,
                                               int64_t fence) const {
  return HoldingOf(tx.QueryOne(kLock, {id}), fence);
}

absl::Status Ownership::SaveStep(mysql::Transaction& tx, const Ulid& id, int64_t fence,
                                 int64_t steps, const Checkpoint& checkpoint) const {
  // An empty text stands for "no step yet", so an empty checkpoint is not sealed either.
  const std::string data =
      checkpoint.data.empty() ? "" : seal_.close(checkpoint.data, SealContext(id, "checkpoint"));
  const Progress& progress = checkpoint.progress;
  return One(tx.Execute(kSaveStep, {data, steps, progress.done, progress.total, progress.step,
                                    lease_us_, id, fence}));
}

absl::Status Ownership::SaveProgress(mysql::Transaction& tx, const Ulid& id, int64_t fence,
                                     const Progress& progress) const {
  return One(tx.Execute(kSaveProgress,
                        {progress.done, progress.total, progress.step, lease_us_, id, fence}));
}

absl::Status Ownership::Finish(mysql::Transaction& tx, const Ulid& id, int64_t fence,
                               const Ending& ending) const {
  mysql::Value result = std::nullopt, error = std::nullopt;
  if (ending.state == State::kSucceeded) {
    result = seal_.close(ending.result, SealContext(id, "result"));
  } else {
    error = ending.error;
  }
  return One(
      tx.Execute(kFinish, {static_cast<int>(ending.state), result, error, Ulid(), id, fence}));
}

absl::Status Ownership::Release(mysql::Transaction& tx, const Ulid& id, int64_t fence,
                                absl::Duration delay, int tries) const {
  return One(tx.Execute(kRelease, {Ulid(), tries, absl::ToInt64Microseconds(delay), id, fence}));
}

absl::StatusOr<bool> Ownership::Renew(mysql::Transaction& tx, const Ulid& id, int64_t fence) const {
  LADDER_ASSIGN_OR_RETURN(const Holding holding, HoldingOf(tx.QueryOne(kLockNoWait, {id}), fence));
  if (!holding.ours) return false;
  LADDER_RETURN_IF_ERROR(One(tx.Execute(kRenew, {lease_us_, id, fence})));
  return true;
}

absl::StatusOr<std::string> Ownership::ReadPart(mysql::Transaction& tx, const Ulid& id,
                                                int part) const {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kReadPart, {id, part}));
  if (!row) return absl::InternalError("a part of an operation's input is missing");
  return seal_.open(row->Text(0), PartContext(id, part));
}

}  // namespace ladder::operations
