// What the registry tells the others of its aggregates, whole (docs/domain.md 3.6a).
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "ladder/events/v1/registry.pb.h"
#include "platform/feed/outbox.h"
#include "platform/mysql/database.h"
#include "registry-svc/domain/household.h"
#include "registry-svc/domain/intention.h"
#include "registry-svc/domain/person.h"
#include "registry-svc/domain/zone.h"

namespace ladder::registry {

events::v1::PersonChanged ToEvent(const Person& person, CivilDay day, const ClassRules& rules);
events::v1::HouseholdChanged ToEvent(const Household& household, CivilDay day);
events::v1::IntentionChanged ToEvent(const Intention& intention);
events::v1::ZoneChanged ToEvent(const Zone& zone, CivilDay day);

// Where one is registered and lives on the day; empty before anything is known of that.
std::vector<int64_t> DivisionsOf(const Person& person, CivilDay day);
std::vector<int64_t> DivisionsOf(const Household& household, CivilDay day);

// Emit before the root row is saved. `before` is null for one that is new.
absl::Status EmitPerson(mysql::Transaction& tx, const feed::Origin& origin, const Person* before,
                        Person& after, const ClassRules& rules);
absl::Status EmitHousehold(mysql::Transaction& tx, const feed::Origin& origin,
                           const Household* before, Household& after);
absl::Status EmitIntention(mysql::Transaction& tx, const feed::Origin& origin, Intention& after);
absl::Status EmitZone(mysql::Transaction& tx, const feed::Origin& origin, Zone& after);

}  // namespace ladder::registry
