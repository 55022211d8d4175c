// The states of employers that one transaction asks for, each read once.
#pragma once

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "matching-svc/domain/enterprise.h"
#include "matching-svc/storage/enterprises.h"
#include "platform/mysql/database.h"
#include "platform/status/status.h"

namespace ladder::matching {

class Employers {
 public:
  // NOT_FOUND.
  absl::StatusOr<EnterpriseState> StateOf(mysql::Transaction& tx, const Ulid& id) {
    const auto known = states_.find(id);
    if (known != states_.end()) return known->second;
    LADDER_ASSIGN_OR_RETURN(const Enterprise enterprise, GetEnterprise(tx, id));
    states_[id] = enterprise.state;
    return enterprise.state;
  }

 private:
  absl::flat_hash_map<Ulid, EnterpriseState> states_;
};

}  // namespace ladder::matching
