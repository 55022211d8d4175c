// Enterprises. They are no one's secret: no scope is asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching-svc/domain/enterprise.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"

namespace ladder::matching {

// NOT_FOUND.
absl::StatusOr<Enterprise> GetEnterprise(mysql::Transaction& tx, const Ulid& id);
absl::StatusOr<Enterprise> LockEnterprise(mysql::Transaction& tx, const Ulid& id);

// ALREADY_EXISTS; ENTERPRISE_EXISTS for a social credit code that another one has.
absl::Status InsertEnterprise(mysql::Transaction& tx, const Enterprise& enterprise);
absl::Status SaveEnterprise(mysql::Transaction& tx, const Enterprise& enterprise);

struct EnterpriseQuery {
  std::optional<EnterpriseState> state = std::nullopt;
  std::optional<DivisionRange> division = std::nullopt;
  std::string uscc = "";
  ListKey after = {};
  int size = 50;
};
// In order of division when one is asked, else of ids.
absl::StatusOr<Listed<Enterprise>> ListEnterprises(mysql::Transaction& tx,
                                                   const EnterpriseQuery& query);

absl::StatusOr<std::vector<Enterprise>> SnapshotEnterprises(mysql::Transaction& tx, int partition,
                                                            const Ulid& after, int limit);

}  // namespace ladder::matching
