// One step of a referral with all that goes with it: the job's vacancy, the hire, what others are
// told. For the officers' calls and for the deadlines alike.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "matching-svc/domain/referral.h"
#include "matching-svc/rpc/policies.h"
#include "matching-svc/storage/persons.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"

namespace ladder::matching {

struct StepWithEffects {
  ReferralStep step = {};
  bool owner = false;              // kAccept: the person owns the firm
  bool refuse_enterprise = false;  // kDecline: no job of this employer any more
};

// `seen` was read without a lock; its roots are locked here, in the order of ids. CONFLICT when it
// changed its hire meanwhile; the refusals of ApplyStep (referral, hire) and TakeVacancy.
absl::StatusOr<Referral> TakeStep(mysql::Transaction& tx, const feed::Origin& origin,
                                  const PolicyBook& policies, const Referral& seen,
                                  const PersonBasics& person, const StepWithEffects& asked);

}  // namespace ladder::matching
