#include "matching-svc/tasks/deadlines.h"

#include <vector>

#include "matching-svc/rpc/referral_step.h"
#include "matching-svc/storage/referrals.h"
#include "platform/scope/scope.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

constexpr int kBatch = 200;

absl::Status Expire(mysql::Transaction& tx, const PolicyBook& policies, const feed::Origin& origin,
                    const Ulid& id) {
  static const Scope& everyone =
      *new Scope(Scope::System("deadlines pass for everybody's referrals"));
  LADDER_ASSIGN_OR_RETURN(const Referral seen, GetReferral(tx, id));
  LADDER_ASSIGN_OR_RETURN(const PersonBasics person, GetPersonBasics(tx, seen.person, everyone));
  const StepWithEffects step{.step = {.event = ReferralEvent::kExpire, .day = origin.day}};
  return TakeStep(tx, origin, policies, seen, person, step).status();
}

}  // namespace

absl::Status ExpireReferrals(mysql::Database& database, const PolicyBook& policies,
                             feed::Origin origin, CivilDay day) {
  origin.day = day;
  for (;;) {
    LADDER_ASSIGN_OR_RETURN(
        const std::vector<Ulid> overdue,
        database.Read([&](mysql::Transaction& tx) { return OverdueReferrals(tx, day, kBatch); }));
    int expired = 0;
    for (const Ulid& id : overdue) {
      const absl::Status status = database.Transact(
          [&](mysql::Transaction& tx) { return Expire(tx, policies, origin, id); });
      // Somebody took a step meanwhile, or the person is known no more: not overdue for us.
      const bool moved_on =
          status.code() == absl::StatusCode::kFailedPrecondition || absl::IsNotFound(status);
      if (!status.ok() && !moved_on) return status;
      expired += status.ok();
    }
    if (expired == 0) return absl::OkStatus();
  }
}

}  // namespace ladder::matching
