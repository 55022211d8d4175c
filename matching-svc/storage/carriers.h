// Carriers. They are no one's secret: no scope is asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching-svc/domain/carrier.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"

namespace ladder::matching {

// NOT_FOUND.
absl::StatusOr<Carrier> GetCarrier(mysql::Transaction& tx, const Ulid& id);
absl::StatusOr<Carrier> LockCarrier(mysql::Transaction& tx, const Ulid& id);

absl::Status InsertCarrier(mysql::Transaction& tx, const Carrier& carrier);
absl::Status SaveCarrier(mysql::Transaction& tx, const Carrier& carrier);

// People at work there by started hires.
absl::StatusOr<int> CountHeads(mysql::Transaction& tx, const Ulid& carrier);

struct CarrierQuery {
  CarrierKind kind = CarrierKind::kUnspecified;
  std::optional<CarrierState> state = std::nullopt;
  std::optional<DivisionRange> division = std::nullopt;
  std::string relocation_site = "";
  std::optional<CivilDay> review_due = std::nullopt;
  ListKey after = {};
  int size = 50;
};
// In order of division when one is asked, else of ids.
absl::StatusOr<Listed<Carrier>> ListCarriers(mysql::Transaction& tx, const CarrierQuery& query);

}  // namespace ladder::matching
