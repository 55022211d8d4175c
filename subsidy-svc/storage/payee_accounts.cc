#include "subsidy-svc/storage/payee_accounts.h"

#include <string>
#include <utility>

#include "ladder/subsidy/v1/reasons.h"
#include "subsidy-svc/storage/codes.h"

namespace ladder::subsidy {
namespace {

constexpr char kInsert[] =
    "INSERT INTO payee_account (id, version, last_event, recorded_at, payee_kind, payee_id, "
    "register_division, residence_division, number_kind, number_enc, number_index, number_tail, "
    "holder_enc, holder_is_payee, cnaps, verified_on, valid_from, valid_to) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char kClaimNumber[] =
    "INSERT INTO account_claim (number_index, payee_kind, payee_id) VALUES (?, ?, ?) "
    "ON DUPLICATE KEY UPDATE payee_kind = payee_kind";
constexpr char kNumberOf[] =
    "SELECT payee_kind, payee_id FROM account_claim WHERE number_index = ? FOR UPDATE";
constexpr char kGet[] =
    "SELECT id, version, last_event, payee_kind, payee_id, register_division, "
    "residence_division, number_kind, number_enc, holder_enc, holder_is_payee, cnaps, "
    "verified_on, valid_from, valid_to FROM payee_account WHERE id = ?";
constexpr char kLock[] =
    "SELECT id, version, last_event, payee_kind, payee_id, register_division, "
    "residence_division, number_kind, number_enc, holder_enc, holder_is_payee, cnaps, "
    "verified_on, valid_from, valid_to FROM payee_account WHERE id = ? FOR UPDATE";
constexpr char kList[] =
    "SELECT id, version, last_event, payee_kind, payee_id, register_division, "
    "residence_division, number_kind, number_enc, holder_enc, holder_is_payee, cnaps, "
    "verified_on, valid_from, valid_to FROM payee_account WHERE payee_id = ? AND id > ? "
    "ORDER BY id LIMIT ?";
constexpr char kInForce[] =
    "SELECT id, version, last_event, payee_kind, payee_id, register_division, "
    "residence_division, number_kind, number_enc, holder_enc, holder_is_payee, cnaps, "
    "verified_on, valid_from, valid_to FROM payee_account WHERE payee_id = ? AND payee_kind = ? "
    "AND valid_to >= ? AND valid_from <= ? ORDER BY id DESC LIMIT 1";
constexpr char kUpdate[] =
    "UPDATE payee_account SET version = ?, recorded_at = ?, holder_is_payee = ?, verified_on = ?, "
    "valid_to = ? WHERE id = ? AND version = ?";

AccountRecord Load(const mysql::Row& row) {
  return {.root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)},
          .payee = {.kind = static_cast<PartyKind>(row.Int(3)), .id = row.Id(4)},
          .divisions = {.registered = row.Int(5), .residence = row.Int(6)},
          .number_kind = FromStored<AccountNumberKind>(row, 7),
          .number = row.Text(8),
          .holder = row.Text(9),
          .cnaps = row.Text(11),
          .status = {.valid_from = row.Day(13),
                     .valid_to = row.Day(14),
                     .verified_on = row.OptDay(12),
                     .holder_is_payee = row.Bool(10)}};
}

absl::StatusOr<AccountRecord> Shown(const std::optional<mysql::Row>& row, const Ulid& id,
                                    const Scope& scope) {
  if (!row) return NoSuch("payeeAccounts", id);
  AccountRecord account = Load(*row);
  if (!Shows(scope, account.divisions, account.payee.id)) return NoSuch("payeeAccounts", id);
  return account;
}

}  // namespace

absl::Status InsertAccount(mysql::Transaction& tx, const AccountRecord& account,
                           absl::string_view number_index) {
  const int kind = static_cast<int>(account.payee.kind);
  LADDER_RETURN_IF_ERROR(tx.Execute(kClaimNumber, {number_index, kind, account.payee.id}).status());
  LADDER_ASSIGN_OR_RETURN(const auto owner, tx.QueryOne(kNumberOf, {number_index}));
  if (!owner || owner->Int(0) != kind || owner->Id(1) != account.payee.id) {
    return Refuse(Reason::kPayeeAccountShared);
  }
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  const AccountStatus& status = account.status;
  return tx
      .Execute(kInsert, {account.root.id, account.root.version, account.root.last_event, now, kind,
                         account.payee.id, account.divisions.registered,
                         account.divisions.residence, Stored(account.number_kind), account.number,
                         number_index, account.number.substr(account.number.size() - 4),
                         account.holder, status.holder_is_payee, account.cnaps, status.verified_on,
                         status.valid_from, status.valid_to})
      .status();
}

absl::StatusOr<AccountRecord> GetAccount(mysql::Transaction& tx, const Ulid& id,
                                         const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kGet, {id}));
  return Shown(row, id, scope);
}

absl::StatusOr<AccountRecord> LockAccount(mysql::Transaction& tx, const Ulid& id,
                                          const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const auto row, tx.QueryOne(kLock, {id}));
  return Shown(row, id, scope);
}

absl::Status SaveAccount(mysql::Transaction& tx, const AccountRecord& before,
                         const AccountRecord& after) {
  LADDER_ASSIGN_OR_RETURN(const absl::Time now, tx.DatabaseNow());
  LADDER_ASSIGN_OR_RETURN(
      const int64_t saved,
      tx.Execute(kUpdate,
                 {after.root.version, now, after.status.holder_is_payee, after.status.verified_on,
                  after.status.valid_to, after.root.id, before.root.version}));
  return saved == 1 ? absl::OkStatus() : Refuse(::ladder::Reason::kEtagMismatch);
}

absl::StatusOr<std::vector<AccountRecord>> ListAccounts(mysql::Transaction& tx, const Ulid& payee,
                                                        const Scope& scope, const Ulid& after,
                                                        int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kList, {payee, after, limit}));
  std::vector<AccountRecord> accounts;
  for (const mysql::Row& row : rows) {
    AccountRecord account = Load(row);
    if (Shows(scope, account.divisions, payee)) accounts.push_back(std::move(account));
  }
  return accounts;
}

absl::StatusOr<std::optional<AccountRecord>> AccountInForce(mysql::Transaction& tx,
                                                            const Party& payee, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(
      const auto row, tx.QueryOne(kInForce, {payee.id, static_cast<int>(payee.kind), day, day}));
  return row ? std::optional<AccountRecord>(Load(*row)) : std::nullopt;
}

}  // namespace ladder::subsidy
