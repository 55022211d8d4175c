// The world of the feed's own tests: an upstream whose aggregates are things that only count their
// events, and a downstream that writes down what it was told and complains when it was told out of
// order.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/feed/handlers.h"
#include "platform/feed/outbox.h"
#include "platform/feed/service.h"
#include "platform/feed/wakeup.h"
#include "platform/mysql/database.h"

namespace ladder::feed {

// The feed's tables and the tests' own, in a new schema.
void MakeTables(mysql::Database& database);

std::string ThingName(const Ulid& id);

struct ChangeOptions {
  int events = 1;        // told by this one change
  bool unknown = false;  // then also one of a type nobody knows
  bool deleted = false;  // marks the root
  Wakeup* wakeup = nullptr;
  std::function<void()> before_commit = nullptr;
};

// Changes the thing, or makes it: its version grows by one, and each event carries the next ordinal
// as an Int64Value.
absl::Status ChangeThing(mysql::Database& database, const Ulid& id,
                         const ChangeOptions& options = {});

// Pages over the things; the state is the ordinal as a UInt64Value.
SnapshotPager ThingPager();

// Writes what it is told into the downstream's tables `effect`, `tally` and `complaint`. An ordinal
// that is negative is refused as a bad event.
Handlers ThingHandlers();

// An event of a thing as the upstream would tell it.
Event ThingEvent(const Ulid& id, int64_t seq, int64_t ordinal, const Ulid& event_id);

// Thing name and ordinal, by name: what the upstream told last, and what the downstream knows.
using Ordinals = std::vector<std::pair<std::string, int64_t>>;
Ordinals TellOrdinals(mysql::Database& upstream);
Ordinals KnownOrdinals(mysql::Database& downstream);

// One number: SELECT COUNT(*) and the like.
int64_t Number(mysql::Database& database, absl::string_view sql);

}  // namespace ladder::feed
