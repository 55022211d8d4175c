#include "platform/migrate/lease.h"

#include <optional>

#include "platform/status/status.h"

namespace ladder::migrate {
namespace {

constexpr absl::string_view kMake =
    "INSERT INTO lease (name, owner, held_until) VALUES (?, ?, SYSDATE(6)) "
    "ON DUPLICATE KEY UPDATE name = VALUES(name)";
constexpr absl::string_view kLock =
    "SELECT owner, held_until > SYSDATE(6) FROM lease WHERE name = ? FOR UPDATE";
constexpr absl::string_view kTake =
    "UPDATE lease SET owner = ?, held_until = SYSDATE(6) + INTERVAL ? MICROSECOND WHERE name = ?";
constexpr absl::string_view kRelease =
    "UPDATE lease SET owner = ?, held_until = SYSDATE(6) WHERE name = ? AND owner = ?";

}  // namespace

absl::StatusOr<bool> TakeLease(mysql::Transaction& tx, absl::string_view name, const Ulid& owner,
                               absl::Duration duration) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kMake, {name, owner}).status());
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kLock, {name}));
  LADDER_INVARIANT(row.has_value());
  if (row->Id(0) != owner && row->Bool(1)) return false;
  LADDER_RETURN_IF_ERROR(
      tx.Execute(kTake, {owner, absl::ToInt64Microseconds(duration), name}).status());
  return true;
}

absl::StatusOr<bool> HoldsLease(mysql::Transaction& tx, absl::string_view name, const Ulid& owner) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kLock, {name}));
  return row.has_value() && row->Id(0) == owner;
}

absl::StatusOr<bool> KeepLease(mysql::Transaction& tx, absl::string_view name, const Ulid& owner,
                               absl::Duration duration) {
  LADDER_ASSIGN_OR_RETURN(const bool mine, HoldsLease(tx, name, owner));
  if (!mine) return false;
  LADDER_RETURN_IF_ERROR(
      tx.Execute(kTake, {owner, absl::ToInt64Microseconds(duration), name}).status());
  return true;
}

absl::Status ReleaseLease(mysql::Transaction& tx, absl::string_view name, const Ulid& owner) {
  return tx.Execute(kRelease, {Ulid(), name, owner}).status();
}

}  // namespace ladder::migrate
