#include "training-svc/storage/frozen_attendance.h"

#include "platform/status/status.h"

namespace ladder::training {
namespace {

constexpr char kInsert[] =
    "INSERT INTO frozen_attendance (id, version, last_event, class_id, frozen_on, digest) VALUES "
    "(?, ?, ?, ?, ?, ?)";
constexpr char kSnapshot[] =
    "SELECT id, version, last_event, class_id, frozen_on, digest FROM frozen_attendance "
    "WHERE id > ? AND CRC32(id) MOD 64 = ? ORDER BY id LIMIT ?";

}  // namespace

absl::Status InsertFrozenAttendance(mysql::Transaction& tx, const FrozenAttendance& frozen) {
  return tx
      .Execute(kInsert, {frozen.root.id, frozen.root.version, frozen.root.last_event,
                         frozen.training_class, frozen.frozen_on, frozen.digest})
      .status();
}

absl::StatusOr<std::vector<FrozenAttendance>> SnapshotFrozenAttendance(mysql::Transaction& tx,
                                                                       int partition,
                                                                       const Ulid& after,
                                                                       int limit) {
  LADDER_ASSIGN_OR_RETURN(const mysql::Rows rows, tx.Query(kSnapshot, {after, partition, limit}));
  std::vector<FrozenAttendance> frozen;
  for (const mysql::Row& row : rows) {
    frozen.push_back({.root = {.id = row.Id(0), .version = row.Int(1), .last_event = row.Id(2)},
                      .training_class = row.Id(3),
                      .frozen_on = row.Day(4),
                      .digest = row.Text(5)});
  }
  return frozen;
}

}  // namespace ladder::training
