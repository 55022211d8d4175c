// Copies of the registry's persons and their wishes, kept by its feed.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "matching-svc/domain/person_record.h"
#include "matching-svc/storage/area.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"

namespace ladder::matching {

// Replaces what is held of the person.
absl::Status SavePerson(mysql::Transaction& tx, const PersonRecord& record);
// What the registry no longer knows. The person's referrals and hires stay, and nobody sees them.
absl::Status ForgetPerson(mysql::Transaction& tx, const Ulid& id);

// What others' rows need of a person. NOT_FOUND when absent or out of scope.
struct PersonBasics {
  PersonPlaces places = {};
  CivilDay birth = CivilDay();
};
absl::StatusOr<PersonBasics> GetPersonBasics(mysql::Transaction& tx, const Ulid& id,
                                             const Scope& scope);

// A wish for a job. `live` while it waits for something.
struct IntentionRecord {
  JobWish wish = {};
  Ulid person = {};
  PlaceLevel place = PlaceLevel::kUnspecified;
  bool care_duty = false;
  bool live = false;
};
absl::Status SaveIntention(mysql::Transaction& tx, const IntentionRecord& record);
absl::Status ForgetIntention(mysql::Transaction& tx, const Ulid& id);

// The person's own "no" to an employer. Said again, it stays as it is.
absl::Status RefuseEnterprise(mysql::Transaction& tx, const Ulid& person, const Ulid& enterprise,
                              CivilDay day);

}  // namespace ladder::matching
