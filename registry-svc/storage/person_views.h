// Persons as the API shows them at a moment: one row each, read without a lock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/id/list_key.h"
#include "platform/mysql/database.h"
#include "platform/scope/scope.h"
#include "registry-svc/domain/person.h"
#include "registry-svc/storage/area.h"
#include "registry-svc/storage/moment.h"

namespace ladder::registry {

struct PersonView {
  Root root = {};
  std::optional<Ulid> merged_into = std::nullopt;
  std::vector<Mobile> phones = {};
  Identity identity = {};
  Home home = {};
  Profile profile = {};
  Standing standing = {};
  std::optional<CivilDay> died_on = std::nullopt;
  PrimaryClass primary_class = PrimaryClass::kUnspecified;
  bool verified = false;  // the class rests on a verified spell
  HouseholdClass household_class = HouseholdClass::kNone;
  std::optional<Membership> membership = std::nullopt;
  std::string citizen_id = "";     // in full: mask it on the way out
  bool disputed = false;           // another person brought the same number
  std::vector<Skill> skills = {};  // of GetPerson alone
};

// NOT_FOUND when there is none, when nothing was known of the day, or when the divisions of that
// day are out of `scope`.
absl::StatusOr<PersonView> GetPerson(mysql::Transaction& tx, const Ulid& id, const Scope& scope,
                                     const Moment& moment);

struct PersonQuery {
  std::optional<std::vector<DivisionRange>> asked =
      std::nullopt;  // a division's subtree or a zone's members
  PlaceBy by = PlaceBy::kUnspecified;
  std::optional<Ulid> household = std::nullopt;
  std::optional<PrimaryClass> primary_class = std::nullopt;
  std::optional<PersonName> name = std::nullopt;  // exactly
  Moment moment = {};
  ListKey after = {};
  int size = 50;
};

// A page in (division, id) order. Who is placed by two divisions of the area is shown at the lower
// one alone; single persons of the scope come last.
absl::StatusOr<Listed<PersonView>> ListPersons(mysql::Transaction& tx, const Scope& scope,
                                               const PersonQuery& query);

// How many ListPersons would show over all pages without its filters of household, class and name.
absl::StatusOr<int64_t> CountPersons(mysql::Transaction& tx, const Scope& scope,
                                     const PersonQuery& query);

}  // namespace ladder::registry
