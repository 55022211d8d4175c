#include "matching-svc/tasks/deadlines.h"

#include "matching-svc/rpc/referral_step.h"
#include "matching-svc/storage/referrals.h"
#include "platform/scope/scope.h"
#include "platform/status/status.h"

namespace ladder::matching {
namespace {

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

absl::Status ExpireReferrals(const operations::DailyWalk& walk, const PolicyBook& policies,
                             feed::Origin origin, CivilDay day) {
  origin.day = day;
  return walk.ForEach(
      "matching.referral_deadlines",
      [&](mysql::Transaction& tx, const Ulid& after, int limit) {
        return OverdueReferrals(tx, day, after, limit);
      },
      [&](mysql::Transaction& tx, const Ulid& id) { return Expire(tx, policies, origin, id); });
}

}  // namespace ladder::matching
