// People as the filters and the score see them on a day: profile, class, need, wish and what they
// refused.
#pragma once

#include <optional>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "matching-svc/domain/hard_filter.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"

namespace ladder::matching {

// NOT_FOUND when absent or out of scope.
absl::StatusOr<Seeker> GetSeeker(mysql::Transaction& tx, const Ulid& person, const Scope& scope,
                                 CivilDay day);

struct SeekerQuery {
  CivilDay day = CivilDay();
  std::optional<DivisionRange> division = std::nullopt;
  ListKey after = {};
  int size = 50;
};
// Everybody who is unemployed and willing, in order of division and person.
absl::StatusOr<Listed<Seeker>> ListSeekers(mysql::Transaction& tx, const Scope& scope,
                                           const SeekerQuery& query);

struct SeekerCounts {
  int seekers = 0;
  int referred = 0;  // of these, with a live referral
};
absl::StatusOr<SeekerCounts> CountSeekers(mysql::Transaction& tx, const Scope& scope,
                                          const SeekerQuery& query);

}  // namespace ladder::matching
