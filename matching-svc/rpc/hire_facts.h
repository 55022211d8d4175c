// What a hire's event says of its employer and carrier.
#pragma once

#include "absl/status/statusor.h"
#include "matching-svc/rpc/events.h"
#include "matching-svc/storage/carriers.h"
#include "matching-svc/storage/enterprises.h"
#include "platform/mysql/database.h"
#include "platform/status/status.h"

namespace ladder::matching {

inline absl::StatusOr<HireFacts> FactsOf(mysql::Transaction& tx, const Hire& hire) {
  HireFacts facts{.hire = hire};
  LADDER_ASSIGN_OR_RETURN(facts.employer, GetEnterprise(tx, hire.enterprise));
  if (hire.carrier) {
    LADDER_ASSIGN_OR_RETURN(const Carrier carrier, GetCarrier(tx, *hire.carrier));
    facts.carrier_kind = carrier.facts.kind;
  }
  return facts;
}

}  // namespace ladder::matching
