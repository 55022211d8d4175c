// Hires, seen by those who see their persons.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching-svc/domain/hire.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"

namespace ladder::matching {

// NOT_FOUND. The caller's scope is asked of its person: see GetPersonBasics.
absl::StatusOr<Hire> GetHire(mysql::Transaction& tx, const Ulid& id);
absl::StatusOr<Hire> LockHire(mysql::Transaction& tx, const Ulid& id);
// The hire that an answer of the registry is about, locked; nothing when it is not one of ours.
absl::StatusOr<std::optional<Hire>> FindHire(mysql::Transaction& tx, const Ulid& id);

absl::Status InsertHire(mysql::Transaction& tx, const Hire& hire);
absl::Status SaveHire(mysql::Transaction& tx, const Hire& hire);

struct HireQuery {
  std::optional<Ulid> person = std::nullopt;
  std::optional<Ulid> enterprise = std::nullopt;
  std::optional<Ulid> carrier = std::nullopt;
  std::optional<HireState> state = std::nullopt;
  std::optional<CivilDay> at_work_on = std::nullopt;
  bool disputed_only = false;
  ListKey after = {};
  int size = 50;
};
// In order of ids for a person, an enterprise or a carrier; else of division, person and id.
absl::StatusOr<Listed<Hire>> ListHires(mysql::Transaction& tx, const Scope& scope,
                                       const HireQuery& query);

// The person's hires that the registry disputes.
absl::StatusOr<std::vector<Ulid>> DisputedHiresOf(mysql::Transaction& tx, const Ulid& person);

// Those whose work started, ended ones too.
absl::StatusOr<std::vector<Hire>> SnapshotHires(mysql::Transaction& tx, int partition,
                                                const Ulid& after, int limit);

}  // namespace ladder::matching
