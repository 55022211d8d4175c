// Households as the API shows them at a moment: read without a lock.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "registry-svc/domain/household.h"
#include "registry-svc/storage/area.h"
#include "registry-svc/storage/moment.h"

namespace ladder::registry {

struct HouseholdView {
  Root root = {};
  HouseholdNo number = {};
  HouseholdStatus status = {};
  HouseholdHome home = {};
  std::vector<Ulid> members = {};  // of GetHousehold alone, in the order of their ids
};

// NOT_FOUND when there is none, when nothing was known of the day, or when its divisions of that
// day are out of `scope`.
absl::StatusOr<HouseholdView> GetHousehold(mysql::Transaction& tx, const Ulid& id,
                                           const Scope& scope, const Moment& moment);

struct HouseholdQuery {
  std::optional<std::vector<DivisionRange>> asked = std::nullopt;
  std::optional<HouseholdClass> household_class = std::nullopt;
  Moment moment = {};
  ListKey after = {};
  int size = 50;
};

// A page in (division, id) order; a household that two divisions of the area place is shown at the
// lower one alone.
absl::StatusOr<Listed<HouseholdView>> ListHouseholds(mysql::Transaction& tx, const Scope& scope,
                                                     const HouseholdQuery& query);

struct HouseholdCount {
  int64_t households = 0;
  int64_t people = 0;  // in the county's list, placed by their own divisions; NONE counts those of
                       // no household too
};
// By class, over everything that ListHouseholds would show of any class.
absl::StatusOr<std::map<HouseholdClass, HouseholdCount>> CountHouseholds(
    mysql::Transaction& tx, const Scope& scope, const HouseholdQuery& query);

}  // namespace ladder::registry
