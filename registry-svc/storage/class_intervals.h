// A person's class over time, as believed at an instant.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/mysql/database.h"
#include "registry-svc/domain/roster.h"
#include "registry-svc/storage/moment.h"

namespace ladder::registry {

struct RecordedInterval {
  Period<RosterFacts> period = {};
  absl::Time recorded_from = absl::InfinitePast();
};

struct ListedIntervals {
  std::vector<RecordedInterval> rows = {};
  bool more = false;
  std::string last = "";
};

// By first day, after the day `after` ("" for the start); future birthdays included. The person was
// read before, which is where the scope is checked. PAGE_TOKEN_INVALID when `after` is no day.
absl::StatusOr<ListedIntervals> ListClassIntervals(mysql::Transaction& tx, const Ulid& person,
                                                   const Moment& moment, absl::string_view after,
                                                   int size);

}  // namespace ladder::registry
