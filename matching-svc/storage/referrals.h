// Referrals, seen by those who see their persons.
#pragma once

#include <optional>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching-svc/domain/referral.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"

namespace ladder::matching {

// NOT_FOUND. The caller's scope is asked of its person: see GetPersonBasics.
absl::StatusOr<Referral> GetReferral(mysql::Transaction& tx, const Ulid& id);
absl::StatusOr<Referral> LockReferral(mysql::Transaction& tx, const Ulid& id);

// REFERRAL_EXISTS when a live one of the person to the job exists.
absl::Status InsertReferral(mysql::Transaction& tx, const Referral& referral);
absl::Status SaveReferral(mysql::Transaction& tx, const Referral& referral);

struct ReferralQuery {
  std::optional<Ulid> person = std::nullopt;
  std::optional<Ulid> job = std::nullopt;
  std::optional<Ulid> enterprise = std::nullopt;
  std::optional<ReferralState> state = std::nullopt;
  std::optional<CivilDay> referred_from = std::nullopt;
  ListKey after = {};
  int size = 50;
};
// In order of ids for a person, a job or an enterprise; else of division, person and id.
absl::StatusOr<Listed<Referral>> ListReferrals(mysql::Transaction& tx, const Scope& scope,
                                               const ReferralQuery& query);

// Jobs to which the person is being referred.
absl::StatusOr<absl::flat_hash_set<Ulid>> LiveJobsOf(mysql::Transaction& tx, const Ulid& person);
// What became of the person's referrals, oldest first; the newest thousand.
absl::StatusOr<std::vector<Outcome>> OutcomesOf(mysql::Transaction& tx, const Ulid& person);
// Live referrals whose deadline was before `day`, in the order of ids after `after`.
absl::StatusOr<std::vector<Ulid>> OverdueReferrals(mysql::Transaction& tx, CivilDay day,
                                                   const Ulid& after, int limit);

absl::StatusOr<std::vector<Referral>> SnapshotReferrals(mysql::Transaction& tx, int partition,
                                                        const Ulid& after, int limit);

}  // namespace ladder::matching
