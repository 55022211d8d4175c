// What matching tells the others of its aggregates, whole (docs/domain.md 3.6a).
#pragma once

#include "absl/status/status.h"
#include "ladder/events/v1/matching.pb.h"
#include "matching-svc/domain/carrier.h"
#include "matching-svc/domain/enterprise.h"
#include "matching-svc/domain/hire.h"
#include "matching-svc/domain/job.h"
#include "matching-svc/domain/referral.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"

namespace ladder::matching {

// A hire with what its event says of others.
struct HireFacts {
  Hire hire = {};
  Enterprise employer = {};
  CarrierKind carrier_kind = CarrierKind::kUnspecified;
};

events::v1::EnterpriseChanged ToEvent(const Enterprise& enterprise);
events::v1::JobChanged ToEvent(const Job& job);
events::v1::ReferralChanged ToEvent(const Referral& referral);
// Of a hire whose work started.
events::v1::HireStarted ToStarted(const HireFacts& facts);
// Of one whose work ended.
events::v1::HireEnded ToEnded(const HireFacts& facts);

// Emit before the root row is saved. `divisions` are the person's.
absl::Status EmitEnterprise(mysql::Transaction& tx, const feed::Origin& origin, Enterprise& after);
absl::Status EmitJob(mysql::Transaction& tx, const feed::Origin& origin, Job& after);
absl::Status EmitReferral(mysql::Transaction& tx, const feed::Origin& origin,
                          const std::vector<int64_t>& divisions, Referral& after);
// HireStarted or HireEnded, by the state.
absl::Status EmitHire(mysql::Transaction& tx, const feed::Origin& origin,
                      const std::vector<int64_t>& divisions, HireFacts& after);

}  // namespace ladder::matching
