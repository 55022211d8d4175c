#include "training-svc/storage/person_profiles.h"

#include <optional>
#include <set>
#include <vector>

#include "ladder/options/v1/reasons.h"
#include "platform/status/status.h"

namespace ladder::training {
namespace {

constexpr char kPut[] =
    "INSERT INTO person_profile (person_id, register_div, residence_div, birth, sex, education, "
    "capability, hukou, veteran, needs_support, retires_at_50, left_school_on, presence, "
    "household_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON DUPLICATE KEY UPDATE register_div = VALUES(register_div), "
    "residence_div = VALUES(residence_div), birth = VALUES(birth), sex = VALUES(sex), "
    "education = VALUES(education), capability = VALUES(capability), hukou = VALUES(hukou), "
    "veteran = VALUES(veteran), needs_support = VALUES(needs_support), "
    "retires_at_50 = VALUES(retires_at_50), left_school_on = VALUES(left_school_on), "
    "presence = VALUES(presence), household_id = VALUES(household_id)";
constexpr char kDeleteProfile[] = "DELETE FROM person_profile WHERE person_id = ?";
constexpr char kDeleteScope[] = "DELETE FROM person_scope WHERE person_id = ?";
constexpr char kInsertScope[] = "INSERT INTO person_scope (division, person_id) VALUES ";
constexpr char kDeletePeriods[] = "DELETE FROM person_period WHERE person_id = ?";
constexpr char kInsertPeriods[] =
    "INSERT INTO person_period (person_id, valid_from, valid_to, primary_class, class_since, "
    "household_class, household_aid, target, monitored, relocated) VALUES ";
constexpr char kDivisions[] =
    "SELECT register_div, residence_div FROM person_profile WHERE person_id = ?";
constexpr char kLock[] =
    "SELECT register_div, residence_div, birth, sex, education, capability, hukou, veteran, "
    "needs_support, retires_at_50, left_school_on, presence, household_id FROM person_profile "
    "WHERE person_id = ? FOR UPDATE";
constexpr char kPeriod[] =
    "SELECT valid_from, valid_to, primary_class, class_since, household_class, household_aid, "
    "target, monitored, relocated FROM person_period "
    "WHERE person_id = ? AND valid_from <= ? AND valid_to > ?";
// Classes of the groups E (10 to 29) and U (30 to 49).
constexpr char kHouseholdWork[] =
    "SELECT COUNT(CASE WHEN t.primary_class BETWEEN 10 AND 29 THEN 1 END), "
    "COUNT(CASE WHEN t.primary_class BETWEEN 30 AND 49 THEN 1 END) FROM person_profile p "
    "JOIN person_period t ON t.person_id = p.person_id AND t.valid_from <= ? AND t.valid_to > ? "
    "WHERE p.household_id = ?";

absl::Status NotFound(const Ulid& person) {
  return Refuse(ladder::Reason::kNotFound, {{"name", "persons/" + person.ToString()}});
}

PersonFacts ReadFacts(const Ulid& person, const mysql::Row& row) {
  return {.person = person,
          .register_div = row.Int(0),
          .residence_div = row.Int(1),
          .birth = row.Day(2),
          .sex = static_cast<int>(row.Int(3)),
          .education = static_cast<int>(row.Int(4)),
          .capability = static_cast<int>(row.Int(5)),
          .hukou = static_cast<int>(row.Int(6)),
          .veteran = row.Bool(7),
          .needs_support = row.Bool(8),
          .retires_at_50 = row.Bool(9),
          .left_school_on = row.OptDay(10),
          .presence = static_cast<int>(row.Int(11)),
          .household = row.OptId(12)};
}

PersonPeriod ReadPeriod(const mysql::Row& row) {
  return {.from = row.Day(0),
          .to = row.Day(1),
          .primary_class = static_cast<int>(row.Int(2)),
          .class_since = row.Day(3),
          .household_class = static_cast<int>(row.Int(4)),
          .household_aid = static_cast<int>(row.Int(5)),
          .target = row.Bool(6),
          .monitored = row.Bool(7),
          .relocated = row.Bool(8)};
}

absl::Status PutScope(mysql::Transaction& tx, const PersonFacts& facts) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kDeleteScope, {facts.person}).status());
  std::vector<mysql::Values> rows;
  for (const int64_t division : std::set<int64_t>{facts.register_div, facts.residence_div}) {
    rows.push_back({division, facts.person});
  }
  return tx.InsertMany(kInsertScope, rows).status();
}

absl::Status PutPeriods(mysql::Transaction& tx, const PersonFacts& facts) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kDeletePeriods, {facts.person}).status());
  std::vector<mysql::Values> rows;
  for (const PersonPeriod& period : facts.periods) {
    rows.push_back({facts.person, period.from, period.to, period.primary_class, period.class_since,
                    period.household_class, period.household_aid, period.target, period.monitored,
                    period.relocated});
  }
  return tx.InsertMany(kInsertPeriods, rows).status();
}

absl::StatusOr<HouseholdWork> WorkOf(mysql::Transaction& tx, const std::optional<Ulid>& household,
                                     CivilDay day) {
  if (!household) return HouseholdWork();
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row,
                          tx.QueryOne(kHouseholdWork, {day, day, household}));
  return HouseholdWork{.employed = row->Int(0), .unemployed = row->Int(1)};
}

}  // namespace

absl::Status PutPerson(mysql::Transaction& tx, const PersonFacts& facts) {
  LADDER_RETURN_IF_ERROR(
      tx.Execute(kPut, {facts.person, facts.register_div, facts.residence_div, facts.birth,
                        facts.sex, facts.education, facts.capability, facts.hukou, facts.veteran,
                        facts.needs_support, facts.retires_at_50, facts.left_school_on,
                        facts.presence, facts.household})
          .status());
  LADDER_RETURN_IF_ERROR(PutScope(tx, facts));
  return PutPeriods(tx, facts);
}

absl::Status ForgetPerson(mysql::Transaction& tx, const Ulid& person) {
  LADDER_RETURN_IF_ERROR(tx.Execute(kDeletePeriods, {person}).status());
  LADDER_RETURN_IF_ERROR(tx.Execute(kDeleteScope, {person}).status());
  return tx.Execute(kDeleteProfile, {person}).status();
}

absl::StatusOr<bool> IsInDivisions(mysql::Transaction& tx, const Ulid& person, const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kDivisions, {person}));
  return row && (scope.Covers(row->Int(0)) || scope.Covers(row->Int(1)));
}

absl::Status CheckPersonSeen(mysql::Transaction& tx, const Ulid& person, const Scope& scope) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kDivisions, {person}));
  const bool seen =
      row && (scope.CoversPerson(person) || scope.Covers(row->Int(0)) || scope.Covers(row->Int(1)));
  return seen ? absl::OkStatus() : NotFound(person);
}

absl::StatusOr<PersonProfile> LockPerson(mysql::Transaction& tx, const Ulid& person,
                                         const Scope& scope, CivilDay day) {
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> row, tx.QueryOne(kLock, {person}));
  if (!row) return NotFound(person);
  const PersonFacts facts = ReadFacts(person, *row);
  if (!scope.CoversPerson(person) && !scope.Covers(facts.register_div) &&
      !scope.Covers(facts.residence_div)) {
    return NotFound(person);
  }
  LADDER_ASSIGN_OR_RETURN(const std::optional<mysql::Row> period_row,
                          tx.QueryOne(kPeriod, {person, day, day}));
  std::optional<PersonPeriod> period;
  if (period_row) period = ReadPeriod(*period_row);
  LADDER_ASSIGN_OR_RETURN(const HouseholdWork work, WorkOf(tx, facts.household, day));
  return ProfileOn(facts, period, work, day);
}

}  // namespace ladder::training
