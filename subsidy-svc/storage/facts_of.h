// What this service knows by itself of a claim's facts: it overrides what the claimant says.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/mysql/database.h"
#include "subsidy-svc/domain/known_facts.h"
#include "subsidy-svc/storage/fact_tables.h"

namespace ladder::subsidy {

struct KnownFactsQuery {
  Policy policy = Policy::kTransport;
  PersonFact person = {};
  Ulid claim = {};                                    // the claim itself, which is no earlier one
  std::optional<Ulid> spell = std::nullopt;           // of TRANSPORT and ABSORB
  std::optional<Ulid> training_class = std::nullopt;  // of TRAIN and LIVING
  CivilDay today = {};
};

// Birth, sex, death, the policy's facts of the spell or class, and what was given before. NOT_FOUND
// for a spell or class that is not known of the person.
absl::StatusOr<FactMap> KnownFacts(mysql::Transaction& tx, const KnownFactsQuery& query);

// Of the days of the query's class that the person attended, in order, those that LIVING may pay: a
// wage pays none of them, and no other claim does. The subject is a class. NOT_FOUND as above.
absl::StatusOr<std::vector<CivilDay>> LivingDays(mysql::Transaction& tx,
                                                 const KnownFactsQuery& query);

// Whom the policy pays for the spell or class of the person (docs/domain.md 4.2): the employer for
// ABSORB, the school for TRAIN in a free class, the person for the rest. nullopt when the claim is
// about neither, or the employer or school is not known. Of the query only policy, person's id,
// spell and class count.
absl::StatusOr<std::optional<Party>> KnownPayee(mysql::Transaction& tx,
                                                const KnownFactsQuery& query);

// The class of the person's household on the day, and when its risk was cleared.
absl::StatusOr<FactMap> ClassFactsOn(mysql::Transaction& tx, const Ulid& person, CivilDay day);

}  // namespace ladder::subsidy
