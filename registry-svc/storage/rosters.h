// The rosters as queries over the projection (docs/domain.md 3.5): every question at one moment,
// covered by an index.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "registry-svc/domain/roster.h"
#include "registry-svc/storage/area.h"
#include "registry-svc/storage/moment.h"

namespace ladder::registry {

struct RosterQuery {
  std::optional<std::vector<DivisionRange>> asked = std::nullopt;
  PlaceBy by = PlaceBy::kUnspecified;
  std::optional<HouseholdClass> household_class = std::nullopt;
  bool include_elderly = false;
  Moment moment = {};
};

// Every person once, however many divisions of the area place them.
absl::StatusOr<RosterCounts> CountRosters(mysql::Transaction& tx, const Scope& scope,
                                          const RosterQuery& query);

struct RosterEntry {
  Ulid person = {};
  PersonName name = {};
  RosterFacts facts = {};
  std::optional<Ulid> intention = std::nullopt;  // the row's, in R-I and R-T
  IntentionKind intention_kind = IntentionKind::kUnspecified;
};

struct RosterPage {
  ListKey after = {};
  int size = 50;
};

// A page in (division, person, intention) order; whom the area places twice is shown by the
// registration.
absl::StatusOr<Listed<RosterEntry>> ListRosterEntries(mysql::Transaction& tx, const Scope& scope,
                                                      Roster roster, const RosterQuery& query,
                                                      const RosterPage& page);

}  // namespace ladder::registry
