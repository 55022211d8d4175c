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

// People whose class begins anew on `day` without a change on that day: birthdays that were known
// before. In the order of ids after `after`; for the work of each civil day.
absl::StatusOr<std::vector<Ulid>> ListTurningPersons(mysql::Transaction& tx, CivilDay day,
                                                     const Ulid& after, int size);

}  // namespace ladder::registry
