// The frozen attendance of a class: a root of its own, so that its event stays the newest one of
// its aggregate while the class goes on. Written once, under the class's lock.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/calendar/civil_day.h"
#include "platform/id/root.h"
#include "platform/mysql/database.h"

namespace ladder::training {

struct FrozenAttendance {
  Root root = {};
  Ulid training_class = {};
  CivilDay frozen_on = CivilDay();
  std::string digest = "";
};

// ALREADY_EXISTS.
absl::Status InsertFrozenAttendance(mysql::Transaction& tx, const FrozenAttendance& frozen);

// Those of a partition of the feed, for readers that start anew.
absl::StatusOr<std::vector<FrozenAttendance>> SnapshotFrozenAttendance(mysql::Transaction& tx,
                                                                       int partition,
                                                                       const Ulid& after,
                                                                       int limit);

}  // namespace ladder::training
